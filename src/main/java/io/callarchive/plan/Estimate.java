package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import java.time.Duration;
import java.util.List;

/**
 * What an order would come to.
 *
 * @param days that would be read, in the order of their starts
 * @param requests how many pages are expected
 * @param duration at Graph's pace, if nothing else is to be read
 * @param skipped days that were asked for and would not be read
 */
public record Estimate(List<ArchiveDay> days, long requests, Duration duration, List<Skipped> skipped) {
    /** A day left out, and why, in words. */
    public record Skipped(ArchiveDay day, String reason) {}
}
