package io.callarchive.lake;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A page's part of the gzip member: raw deflate, ended by a sync flush (RFC 1951, section 3.2.4), so that it stops at a
 * byte and any other segment can follow.
 *
 * @param content the compressed bytes, never none: a block cannot be empty
 * @param crc32 of the uncompressed bytes
 * @param rawLength their number
 */
record GzipSegment(ByteBuffer content, int crc32, int rawLength) {
    /** What an empty stored block looks like: the sync flush alone. */
    private static final byte[] EMPTY = {0, 0, 0, (byte) 0xff, (byte) 0xff};

    private static final int USUAL_RATIO = 6;
    private static final int LEAST_CAPACITY = 1024;

    static GzipSegment of(ByteBuffer lines) {
        if (!lines.hasRemaining()) {
            return new GzipSegment(ByteBuffer.wrap(EMPTY), 0, 0);
        }
        CRC32 crc = new CRC32();
        crc.update(lines.duplicate());
        return new GzipSegment(deflate(lines.duplicate()), (int) crc.getValue(), lines.remaining());
    }

    private static ByteBuffer deflate(ByteBuffer lines) {
        byte[] out = new byte[lines.remaining() / USUAL_RATIO + LEAST_CAPACITY];
        int length = 0;
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(lines);
            while (true) {
                length += deflater.deflate(out, length, out.length - length, Deflater.SYNC_FLUSH);
                if (length < out.length) {
                    return ByteBuffer.wrap(out, 0, length);
                }
                out = Arrays.copyOf(out, 2 * out.length);
            }
        } finally {
            deflater.end();
        }
    }
}
