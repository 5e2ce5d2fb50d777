package io.callarchive;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why a file was written: it stands on the file, so that an auditor can tell how the file came about. */
public enum Reason {
    /** Yesterday, by the nightly timer. */
    NIGHTLY,
    /** A recent day read again for rows that Microsoft delivered late. */
    REVISIT,
    /** A day of the history that had no file. */
    GAP,
    /** Asked for by a person. */
    BACKFILL,
    /** The published file held repeated rows, so the day is read once more. */
    RECHECK,
    /** The published file was found damaged. */
    REPAIR,
    /** A settled day read again, long after, for what Microsoft has changed since. */
    RECOUNT,
    /** Nobody asked Graph: the file was written again without a person's rows. */
    ERASURE;

    /** The name in messages, metadata and log lines. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The reason of that label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Reason ofLabel(String label) {
        return Arrays.stream(values())
                .filter(reason -> reason.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a reason is one of "
                        + Arrays.stream(values()).map(Reason::label).collect(Collectors.joining(", "))));
    }
}
