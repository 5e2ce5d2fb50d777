package io.callarchive.pages;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a chain has read up to and including a page, as 96 bits of SHA-256 over the hash before it and the page. Two
 * reads of one day that differ anywhere have different hashes from there on and are never mixed.
 */
public record ChainHash(String hex) {
    /** Bytes of a hash in binary form. */
    public static final int BYTES = 12;

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{" + 2 * BYTES + "}");

    /** The hash before the first page. */
    public static final ChainHash NONE = new ChainHash("0".repeat(2 * BYTES));

    public ChainHash {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("a chain hash is " + 2 * BYTES + " lower-case hex digits");
        }
    }

    public static ChainHash ofBytes(byte[] bytes) {
        return new ChainHash(HexFormat.of().formatHex(bytes));
    }

    public byte[] toBytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
