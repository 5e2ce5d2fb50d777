package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import io.callarchive.Reason;
import io.callarchive.RunId;
import io.callarchive.dayfile.DayFile;
import java.time.Duration;
import java.util.Optional;

/**
 * A day that is to be read, and how.
 *
 * @param base the run that wrote the day's file; empty if there is none
 * @param delay from now, which spaces it from the others
 */
public record PlannedRun(
        ArchiveDay day,
        Reason reason,
        int chains,
        boolean settles,
        boolean force,
        Optional<RunId> base,
        Duration delay) {
    /** Now, because the day's file repeats rows; a day that was settled stays so. */
    public static PlannedRun afresh(ArchiveDay day, DayFile file) {
        boolean settled = file.state() == DayFile.State.SETTLED;
        return new PlannedRun(day, Reason.RECHECK, 1, settled, false, Optional.of(file.run()), Duration.ZERO);
    }
}
