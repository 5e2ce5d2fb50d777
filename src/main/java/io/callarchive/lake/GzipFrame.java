package io.callarchive.lake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What makes segments one gzip member (RFC 1952): the bytes before the first and those after the last. */
final class GzipFrame {
    /** Magic, deflate, no flags, no time, no extra flags, unknown system: the same bytes on every machine. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    /** A final block with fixed codes and nothing but its end. */
    private static final byte[] FINAL_BLOCK = {3, 0};

    private GzipFrame() {}

    static ByteBuffer header() {
        return ByteBuffer.wrap(HEADER);
    }

    static ByteBuffer trailer(int crc32, long rawLength) {
        return ByteBuffer.allocate(FINAL_BLOCK.length + 2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(FINAL_BLOCK)
                .putInt(crc32)
                .putInt((int) rawLength)
                .flip();
    }
}
