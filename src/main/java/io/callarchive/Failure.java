package io.callarchive;

import java.time.Instant;
import java.util.Optional;

/**
 * The trouble of a day.
 *
 * @param run the run that met it last
 * @param since when it was met first
 * @param at when it was met last
 * @param count how often
 * @param askedAgainAt when the run asks again; empty if it has given up
 */
public record Failure(
        ArchiveDay day,
        RunId run,
        Trouble trouble,
        Instant since,
        Instant at,
        int count,
        Optional<Instant> askedAgainAt) {}
