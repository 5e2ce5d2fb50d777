package io.callarchive;

import java.time.Instant;
import java.util.Optional;

/**
 * One reading of a day from its first page to the commit, by one or several chains.
 *
 * @param attempt counts the fresh starts of this run, after an older run's commit had discarded its staged pages
 * @param chains into how many slices the day is cut; each is read by a chain of pages of its own
 * @param settles whether the day is old enough that Microsoft delivers no more late rows
 * @param forcedAt when a person ordered that it replace the archived day even if it finds fewer rows; empty if nobody did
 * @param late whether Microsoft may have deleted rows of the day before it is read
 * @param base the run whose file was there when this attempt began; empty if there was none
 */
public record Run(
        RunId id,
        int attempt,
        Reason reason,
        int chains,
        boolean settles,
        Optional<Instant> forcedAt,
        boolean late,
        Optional<RunId> base) {
    public static final int MAX_ATTEMPTS = 5;
    public static final int MAX_CHAINS = 24;

    public Run {
        if (attempt < 0 || attempt >= MAX_ATTEMPTS) {
            throw new IllegalArgumentException("attempt must be in 0.." + (MAX_ATTEMPTS - 1) + ": " + attempt);
        }
        if (chains < 1 || chains > MAX_CHAINS) {
            throw new IllegalArgumentException("chains must be in 1.." + MAX_CHAINS + ": " + chains);
        }
    }

    /** Whether it replaces the archived day even if it finds fewer rows. */
    public boolean force() {
        return forcedAt.isPresent();
    }

    public boolean mayStartOver() {
        return attempt + 1 < MAX_ATTEMPTS;
    }

    /** The same run from its first pages, over the file that is there now. */
    public Run startOver(Optional<RunId> newBase) {
        return new Run(id, attempt + 1, reason, chains, settles, forcedAt, late, newBase);
    }
}
