package io.callarchive.status;

import io.callarchive.dayfile.DayFile;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How things stand for a day, in the words of the status page. */
public enum DayState {
    /** Archived, and read for the last time. */
    SETTLED,
    /** Archived; it will be read again for late rows. */
    PROVISIONAL,
    /** Archived; rows were removed from it on purpose, and only a forced backfill reads it again. */
    ERASED,
    /** Archived, but the file's bytes were found not to be what was archived. */
    DAMAGED,
    /** Not archived yet; a run is reading it, or will in its turn. */
    IN_PROGRESS,
    /** Not archived; the last run said why. */
    FAILED,
    /** Not archived, and Microsoft still has it. */
    MISSING,
    /** Not archived, and Microsoft has deleted it, or had nothing of it when it may have. */
    GONE,
    /** Not archived, and older than the archive keeps its files. */
    EXPIRED,
    /** The day is not over, so there is nothing to archive. */
    NOT_YET;

    static DayState of(DayFile file) {
        if (file.isDamaged()) {
            return DAMAGED;
        }
        return switch (file.state()) {
            case PROVISIONAL -> PROVISIONAL;
            case SETTLED -> SETTLED;
            case ERASED -> ERASED;
        };
    }

    /** The state of that label. */
    public static Optional<DayState> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label().equals(label))
                .findFirst();
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
