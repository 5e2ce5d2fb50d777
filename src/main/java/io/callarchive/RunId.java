package io.callarchive;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Identifies one attempt to archive a day: 12 hex digits of the time it was due (milliseconds since 1970) and 6 random
 * ones. The order of the ids is the order of those times, so that of two runs of one day the newer one is known.
 */
public record RunId(String hex) implements Comparable<RunId> {
    /** Bytes of a run id in binary form. */
    public static final int BYTES = 9;

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{18}");
    private static final int RANDOM_BOUND = 1 << 24;

    public RunId {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("a run id is 18 lower-case hex digits");
        }
    }

    public static RunId startingAt(Instant now, RandomGenerator random) {
        return new RunId(String.format(Locale.ROOT, "%012x%06x", now.toEpochMilli(), random.nextInt(RANDOM_BOUND)));
    }

    public static RunId ofBytes(byte[] bytes) {
        return new RunId(HexFormat.of().formatHex(bytes));
    }

    public byte[] toBytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** When its first request was to be sent, at the earliest: the run waits for its turn until then. */
    public Instant dueAt() {
        return Instant.ofEpochMilli(Long.parseLong(hex.substring(0, 12), 16));
    }

    public boolean newerThan(RunId other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(RunId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
