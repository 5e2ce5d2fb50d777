package io.callarchive.lake;

import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.PageNote;
import io.callarchive.pages.ChainHash;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The id of a block, which says all that the commit has to know about it, so that the commit reads one list and no
 * block: 64 bytes, the most that Azure allows, as base64.
 *
 * @param kind what the block is
 * @param last whether the page ends its chain, or the heartbeat its run
 * @param minute when it was staged, or for a heartbeat when the run goes on, in whole minutes since the run began
 * @param read hash of the chain up to and including this page
 * @param previous hash of the chain before it
 */
record BlockId(Kind kind, boolean last, Place place, int minute, Content content, ChainHash read, ChainHash previous) {
    /**
     * Where a block belongs.
     *
     * @param page its number within the chain
     */
    record Place(RunId run, int attempt, int chain, int chains, int page) {
        /** Whether it is a place of that attempt of that run. */
        boolean isOf(Run other) {
            return run.equals(other.id()) && attempt == other.attempt() && chains == other.chains();
        }
    }

    /**
     * What is in a block.
     *
     * @param rows lines
     * @param notes about the page
     * @param crc32 of the uncompressed content
     * @param rawLength of it, in bytes; the trailer's is that of the whole file, modulo 2^32 as in the gzip format
     * @param first the earliest time of a row, to the millisecond
     * @param last the latest
     */
    record Content(
            int rows, Set<PageNote> notes, int crc32, int rawLength, Optional<Instant> first, Optional<Instant> last) {
        static final Content NONE = new Content(0, Set.of(), 0, 0, Optional.empty(), Optional.empty());

        Content {
            if (rows < 0 || rows >= 1 << ROW_BITS) {
                throw new IllegalArgumentException("a block has fewer than 2^" + ROW_BITS + " rows: " + rows);
            }
        }
    }

    enum Kind {
        HEADER(0),
        PAGE(1),
        TRAILER(2),
        /** Never part of a file: tells when its run goes on or, as the last block of the run, that it does not. */
        HEARTBEAT(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Optional<Kind> ofCode(int code) {
            return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
        }
    }

    private static final int LENGTH = 64;
    private static final int VERSION = 1;
    private static final int VERSION_SHIFT = 4;
    private static final int KIND_MASK = 3;
    private static final int LAST_FLAG = 4;
    private static final int CHAIN_BITS = 5;
    private static final int CHAIN_MASK = (1 << CHAIN_BITS) - 1;
    private static final int MAX_MINUTE = 0xffff;
    /** A page of 64 MiB has room for 22 million rows; the six bits above them are its notes. */
    private static final int ROW_BITS = 26;

    private static final int TIME_BYTES = 6;
    private static final long NO_TIME = -(1L << 47);

    /** The minute of a block that tells that time; no earlier than the run. */
    static int minuteOf(RunId run, Instant when) {
        return (int) Math.max(0, Duration.between(run.dueAt(), when).toMinutes());
    }

    /** A run's sign of life. */
    static BlockId heartbeat(RunId run, int minute, boolean last) {
        return new BlockId(
                Kind.HEARTBEAT, last, new Place(run, 0, 0, 1, 0), minute, Content.NONE, ChainHash.NONE, ChainHash.NONE);
    }

    /** Whether it says that its run has ended without a file. */
    boolean endsItsRun() {
        return kind == Kind.HEARTBEAT && last;
    }

    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        bytes.put((byte) ((VERSION << VERSION_SHIFT) | (last ? LAST_FLAG : 0) | kind.code));
        bytes.put(place.run().toBytes());
        bytes.put((byte) ((place.attempt() << CHAIN_BITS) | place.chain())).put((byte) place.chains());
        bytes.putShort((short) place.page()).putShort((short) Math.min(minute, MAX_MINUTE));
        bytes.putInt(content.rows() | noteBits(content.notes()) << ROW_BITS);
        bytes.putInt(content.crc32()).putInt(content.rawLength());
        put(bytes, millis(content.first()), TIME_BYTES);
        put(bytes, millis(content.last()), TIME_BYTES);
        bytes.put(read.toBytes()).put(previous.toBytes());
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** The block of that id; empty if it is none of this version of Callarchive. */
    static Optional<BlockId> decode(String id) {
        byte[] raw;
        try {
            raw = Base64.getDecoder().decode(id);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (raw.length != LENGTH || raw[0] >> VERSION_SHIFT != VERSION) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(raw);
        int head = bytes.get();
        return Kind.ofCode(head & KIND_MASK).map(kind -> read(kind, (head & LAST_FLAG) != 0, bytes));
    }

    private static BlockId read(Kind kind, boolean last, ByteBuffer bytes) {
        // In the order in which they were put.
        RunId run = RunId.ofBytes(take(bytes, RunId.BYTES));
        int attemptAndChain = Byte.toUnsignedInt(bytes.get());
        int chains = bytes.get();
        int page = Short.toUnsignedInt(bytes.getShort());
        Place place = new Place(run, attemptAndChain >> CHAIN_BITS, attemptAndChain & CHAIN_MASK, chains, page);
        int minute = Short.toUnsignedInt(bytes.getShort());
        int rowsAndNotes = bytes.getInt();
        Content content = new Content(
                rowsAndNotes & ((1 << ROW_BITS) - 1),
                notes(rowsAndNotes >>> ROW_BITS),
                bytes.getInt(),
                bytes.getInt(),
                time(get(bytes, TIME_BYTES)),
                time(get(bytes, TIME_BYTES)));
        ChainHash read = ChainHash.ofBytes(take(bytes, ChainHash.BYTES));
        ChainHash previous = ChainHash.ofBytes(take(bytes, ChainHash.BYTES));
        return new BlockId(kind, last, place, minute, content, read, previous);
    }

    /** When the block was staged or, for a heartbeat, when its run goes on, to the minute. */
    Instant at() {
        return place.run().dueAt().plus(Duration.ofMinutes(minute));
    }

    private static int noteBits(Set<PageNote> notes) {
        return notes.stream().mapToInt(PageNote::bit).sum();
    }

    private static Set<PageNote> notes(int bits) {
        return Arrays.stream(PageNote.values())
                .filter(note -> (bits & note.bit()) != 0)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static long millis(Optional<Instant> time) {
        // Compared as an instant: the milliseconds of an absurd one would overflow a long.
        return time.filter(
                        it -> it.isAfter(Instant.ofEpochMilli(NO_TIME)) && it.isBefore(Instant.ofEpochMilli(-NO_TIME)))
                .map(Instant::toEpochMilli)
                .orElse(NO_TIME);
    }

    private static Optional<Instant> time(long millis) {
        return millis == NO_TIME ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static void put(ByteBuffer bytes, long value, int length) {
        for (int i = length - 1; i >= 0; i--) {
            bytes.put((byte) (value >> (8 * i)));
        }
    }

    /** A signed number of that many bytes. */
    private static long get(ByteBuffer bytes, int length) {
        long value = bytes.get();
        for (int i = 1; i < length; i++) {
            value = (value << 8) | (bytes.get() & 0xff);
        }
        return value;
    }

    private static byte[] take(ByteBuffer bytes, int length) {
        byte[] part = new byte[length];
        bytes.get(part);
        return part;
    }
}
