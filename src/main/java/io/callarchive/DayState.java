package io.callarchive;

import java.util.Locale;

/** How things stand for a day, in the words of the status page. */
public enum DayState {
    /** Archived, and read for the last time. */
    SETTLED,
    /** Archived; it will be read again for late rows. */
    PROVISIONAL,
    /** Not archived yet; a run is reading it now. */
    IN_PROGRESS,
    /** Not archived; the last run said why. */
    FAILED,
    /** Not archived, and Microsoft still has it. */
    MISSING,
    /** Not archived, and Microsoft has begun to delete it. */
    GONE;

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
