package io.callarchive.dayfile;

import io.callarchive.RunId;
import java.util.Optional;

/** How things stand for a day after the last page of a chain was staged. */
public sealed interface CommitOutcome {
    /** The run's rows are the day's file now. */
    record Archived(DayFile file) implements CommitOutcome {}

    /** The file held the same rows already. */
    record Unchanged(DayFile file) implements CommitOutcome {}

    /** The file holds all rows that this run found, and others, so it stays. */
    record Kept(DayFile file) implements CommitOutcome {}

    /** How things stand after a run whose reading was noted with the file. */
    static CommitOutcome confirmed(DayFile file) {
        return file.lastReading().vanished() > 0 ? new Kept(file) : new Unchanged(file);
    }

    /** A newer run has finished the day. */
    record Superseded(RunId by) implements CommitOutcome {}

    /** Other chains of this run, or a later attempt of it, are still under way. */
    record Waiting() implements CommitOutcome {}

    /**
     * Another run's commit discarded pages of this run: it has to read the day again, over that run's file.
     *
     * @param by that run; empty if there is no file
     */
    record Discarded(Optional<RunId> by) implements CommitOutcome {}

    /** Graph had no rows, of a day whose rows Microsoft may have deleted: that proves nothing, and makes no file. */
    record Nothing() implements CommitOutcome {}

    /** A blob stands in the day's place that Callarchive did not write. */
    record Foreign() implements CommitOutcome {}
}
