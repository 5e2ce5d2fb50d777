package io.callarchive.dayfile;

import io.callarchive.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One reading of a published file from its first to its last byte, line by line, held against its metadata. A file
 * that holds more than its metadata says is given up at the first byte too many, so that no gzip can unpack to more
 * than was archived; the memory is that of the longest line.
 */
public final class FileLines {
    /** As long as the largest answer that is taken from Graph, so no row that was archived is too long. */
    public static final int LONGEST_LINE_BYTES = 64 << 20;

    private static final int CHUNK_BYTES = 64 << 10;

    private final DayFile file;
    private final int longestLine;
    private final Optional<MessageDigest> content;
    private final CRC32 crc = new CRC32();
    private byte[] buffer = new byte[2 * CHUNK_BYTES];
    private int start;
    private int end;
    private long rawBytes;
    private long rows;

    /** Takes the lines. */
    @FunctionalInterface
    public interface Taker {
        void take(byte[] text, int offset, int length) throws UnsoundFile;
    }

    private FileLines(DayFile file, int longestLine, Optional<MessageDigest> content) {
        this.file = file;
        this.longestLine = longestLine;
        this.content = content;
    }

    /**
     * Reads the file; its lines are the taker's only during the call.
     *
     * @throws UnsoundFile if it is not the gzip that the metadata describes
     * @throws IOException if the storage cannot be read
     */
    public static void read(PublishedDays.ReadableRows published, Taker taker) throws IOException, UnsoundFile {
        read(published, LONGEST_LINE_BYTES, taker);
    }

    /**
     * Reads the file; its lines are the taker's only during the call.
     *
     * @throws UnsoundFile if it is not the gzip that the metadata describes
     * @throws IOException if the storage cannot be read
     */
    public static void read(PublishedDays.ReadableRows published, int longestLine, Taker taker)
            throws IOException, UnsoundFile {
        try (InputStream stored = published.open()) {
            new FileLines(published.file(), longestLine, Optional.empty()).read(stored, taker);
        } catch (ZipException | EOFException e) {
            throw notWhole(e);
        }
    }

    /** Reads the file in the same way, and tells what its bytes are. */
    public static FileHashes readAndHash(PublishedDays.ReadableRows published, int longestLine, Taker taker)
            throws IOException, UnsoundFile {
        MessageDigest content = Sha256.digest();
        try (DigestInputStream stored = new DigestInputStream(published.open(), Sha256.digest())) {
            new FileLines(published.file(), longestLine, Optional.of(content)).read(stored, taker);
            return new FileHashes(Sha256.hex(stored.getMessageDigest()), Sha256.hex(content));
        } catch (ZipException | EOFException e) {
            throw notWhole(e);
        }
    }

    private static UnsoundFile notWhole(IOException e) {
        return new UnsoundFile("the file is not a whole gzip: " + e.getMessage());
    }

    private void read(InputStream stored, Taker taker) throws IOException, UnsoundFile {
        try (InputStream gzip = new GZIPInputStream(stored, CHUNK_BYTES)) {
            while (readChunk(gzip)) {
                takeLines(taker);
            }
            if (stored.read() >= 0) {
                throw new UnsoundFile("there is more behind the end of the gzip");
            }
        }
        if (start < end) {
            throw new UnsoundFile("the last line of the file has no end");
        }
        require("rows", rows, file.rows());
        require("uncompressed bytes", rawBytes, file.content().rawSizeBytes());
        String found = String.format(Locale.ROOT, "%08x", crc.getValue());
        if (!found.equals(file.content().crc32())) {
            throw new UnsoundFile("the CRC-32 of the content is " + found + ", the metadata says "
                    + file.content().crc32());
        }
    }

    private static void require(String what, long found, long expected) throws UnsoundFile {
        if (found != expected) {
            throw new UnsoundFile("the file has " + found + " " + what + ", the metadata says " + expected);
        }
    }

    private boolean readChunk(InputStream gzip) throws IOException, UnsoundFile {
        makeRoom();
        int count = gzip.read(buffer, end, Math.min(CHUNK_BYTES, buffer.length - end));
        if (count < 0) {
            return false;
        }
        crc.update(buffer, end, count);
        if (content.isPresent()) {
            content.get().update(buffer, end, count);
        }
        end += count;
        rawBytes += count;
        if (rawBytes > file.content().rawSizeBytes()) {
            throw new UnsoundFile("the file unpacks to more than the "
                    + file.content().rawSizeBytes() + " bytes that the metadata says");
        }
        return true;
    }

    private void makeRoom() {
        if (buffer.length - end >= CHUNK_BYTES) {
            return;
        }
        int kept = end - start;
        byte[] target = kept > buffer.length / 2 ? Arrays.copyOf(buffer, 2 * buffer.length) : buffer;
        System.arraycopy(buffer, start, target, 0, kept);
        buffer = target;
        start = 0;
        end = kept;
    }

    private void takeLines(Taker taker) throws UnsoundFile {
        int from = start;
        for (int i = end - Math.min(end - start, CHUNK_BYTES); i < end; i++) {
            if (buffer[i] == '\n') {
                if (++rows > file.rows()) {
                    throw new UnsoundFile("the file has more rows than the " + file.rows() + " that the metadata says");
                }
                taker.take(buffer, from, i - from);
                from = i + 1;
            }
        }
        start = from;
        if (end - start > longestLine) {
            throw new UnsoundFile("line " + (rows + 1) + " is longer than " + longestLine + " bytes");
        }
    }
}
