package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import java.time.Duration;
import java.util.List;

/**
 * Which days are read, in the order of their starts.
 *
 * @param requests how many pages are expected
 * @param duration until the last of them, under the throttle
 * @param skipped days that were asked for and are not read
 */
public record Plan(List<PlannedRun> starts, long requests, Duration duration, List<Skipped> skipped) {
    /** A day left out, and why, in words. */
    public record Skipped(ArchiveDay day, String reason) {}
}
