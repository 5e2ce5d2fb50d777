package io.callarchive;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a day is not archived, or not checked.
 *
 * @param run the run that met it last
 * @param firstMetAt when Graph or the storage first answered so, or did not answer
 * @param lastMetAt when it last did
 * @param count how often
 * @param askedAgainAt when the run asks again; empty if it has given up
 */
public record DayFailure(
        ArchiveDay day,
        RunId run,
        Problem problem,
        Instant firstMetAt,
        Instant lastMetAt,
        int count,
        Optional<Instant> askedAgainAt) {
    /** The newest problem of a day, with what was met before it. */
    public static DayFailure following(
            Optional<DayFailure> before,
            ArchiveDay day,
            RunId run,
            Problem problem,
            Instant now,
            Optional<Instant> askedAgainAt) {
        Instant firstMetAt = before.map(DayFailure::firstMetAt).orElse(now);
        int count = before.map(DayFailure::count).orElse(0) + 1;
        return new DayFailure(day, run, problem, firstMetAt, now, count, askedAgainAt);
    }
}
