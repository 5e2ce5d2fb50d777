package io.callarchive.text;

/**
 * The escaped characters beyond the first 65,536, which JSON writes as two halves. One half alone, as when a name with an
 * emoji was cut, is JSON all the same (RFC 8259, section 8.2), but not to every reader.
 */
public final class SurrogatePairs {
    private static final int ESCAPE_LENGTH = 6;

    private SurrogatePairs() {}

    /** Whether each half in that valid JSON has its other half. */
    public static boolean areWhole(byte[] json, int offset, int length) {
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (json[i] != '\\') {
                continue;
            }
            int unit = unit(json, i, end);
            if (unit < 0) {
                i++; // the character that is escaped, which may be a backslash itself
            } else if (!Character.isSurrogate((char) unit)) {
                i += ESCAPE_LENGTH - 1;
            } else {
                int next = unit(json, i + ESCAPE_LENGTH, end);
                if (next < 0 || !Character.isSurrogatePair((char) unit, (char) next)) {
                    return false;
                }
                i += 2 * ESCAPE_LENGTH - 1;
            }
        }
        return true;
    }

    /** The UTF-16 code unit that is escaped there; negative if none is. */
    private static int unit(byte[] json, int at, int end) {
        if (at + ESCAPE_LENGTH > end || json[at] != '\\' || json[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            unit = unit * 16 + Character.digit(json[i], 16);
        }
        return unit;
    }
}
