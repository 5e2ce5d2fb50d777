package io.callarchive;

import java.time.Instant;
import java.util.Optional;

/**
 * The trouble of a day.
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
        Optional<Instant> askedAgainAt) {}
