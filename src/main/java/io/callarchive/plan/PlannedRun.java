package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import io.callarchive.Reason;
import io.callarchive.RunId;
import java.time.Duration;
import java.util.Optional;

/**
 * The planner's word that a day is to be read.
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
        Duration delay) {}
