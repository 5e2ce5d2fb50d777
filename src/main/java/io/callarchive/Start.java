package io.callarchive;

import java.time.Duration;
import java.util.Optional;

/**
 * The planner's word that a day is to be read.
 *
 * @param base the run that wrote the day's file; empty if there is none
 * @param delay from now, which spaces it from the others
 */
public record Start(
        ArchiveDay day,
        Reason reason,
        int chains,
        boolean settles,
        boolean force,
        Optional<RunId> base,
        Duration delay) {}
