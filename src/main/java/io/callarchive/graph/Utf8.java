package io.callarchive.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Strict UTF-8 (the well-formed sequences of the Unicode standard, table 3-7). A JSON parser that skips a string
 * overlooks some malformed ones, and a lake's reader may not. The JDK's decoder would do, but costs more than the parse;
 * here eight bytes of ASCII are one step.
 */
final class Utf8 {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long NOT_ASCII = 0x8080808080808080L;

    private Utf8() {}

    static void verify(byte[] text) throws UnreadableAnswer {
        int at = 0;
        while (at < text.length) {
            if (at + Long.BYTES <= text.length && ((long) EIGHT_BYTES.get(text, at) & NOT_ASCII) == 0) {
                at += Long.BYTES;
            } else if (text[at] >= 0) {
                at++;
            } else {
                int length = sequenceAt(text, at);
                if (length == 0) {
                    throw new UnreadableAnswer("not UTF-8 at byte " + at + " of " + text.length);
                }
                at += length;
            }
        }
    }

    /** The length of the well-formed sequence of more than one byte that begins there, 0 if there is none. */
    private static int sequenceAt(byte[] text, int at) {
        int lead = text[at] & 0xff;
        int second = byteAt(text, at + 1);
        if (lead >= 0xc2 && lead <= 0xdf) {
            return isContinuation(second) ? 2 : 0;
        }
        if (!isContinuation(byteAt(text, at + 2))) {
            return 0;
        }
        if (lead >= 0xe0 && lead <= 0xef) {
            int least = lead == 0xe0 ? 0xa0 : 0x80;
            int most = lead == 0xed ? 0x9f : 0xbf;
            return second >= least && second <= most ? 3 : 0;
        }
        if (lead >= 0xf0 && lead <= 0xf4) {
            int least = lead == 0xf0 ? 0x90 : 0x80;
            int most = lead == 0xf4 ? 0x8f : 0xbf;
            return second >= least && second <= most && isContinuation(byteAt(text, at + 3)) ? 4 : 0;
        }
        return 0;
    }

    private static int byteAt(byte[] text, int at) {
        return at < text.length ? text[at] & 0xff : 0;
    }

    private static boolean isContinuation(int octet) {
        return (octet & 0xc0) == 0x80;
    }
}
