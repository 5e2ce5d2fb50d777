package io.callarchive;

import java.time.Duration;

/** The planner's word that a day is to be read, after a delay that spaces it from the others. */
public record Start(ArchiveDay day, Reason reason, int chains, boolean settles, boolean force, Duration delay) {}
