package io.callarchive;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** How long a run waits for a Graph that cannot answer now, and when it stops waiting. */
final class Patience {
    static final Duration LONGEST_WAIT = Duration.ofHours(1);
    static final Duration GIVE_UP_AFTER = Duration.ofDays(1);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final int DOUBLINGS_TO_THE_LONGEST = 10;

    private final Clock clock;

    Patience(Clock clock) {
        this.clock = clock;
    }

    boolean isOverFor(RunId run) {
        return Duration.between(run.startedAt(), clock.instant()).compareTo(GIVE_UP_AFTER) >= 0;
    }

    /** The wait of a run: a backfill steps back for the nightly run, which has to share Graph's limits with it. */
    Duration wait(Reason reason, int tries, Optional<Duration> retryAfter) {
        Duration wait = wait(tries, retryAfter);
        return reason == Reason.BACKFILL ? wait.multipliedBy(2) : wait;
    }

    /** What Graph asks for, within reason; where it asks for nothing or for no wait at all, ever longer. */
    Duration wait(int tries, Optional<Duration> retryAfter) {
        Duration wanted = retryAfter
                .filter(asked -> !asked.isZero() && !asked.isNegative())
                .orElseGet(() -> FIRST_WAIT.multipliedBy(1L << Math.min(tries, DOUBLINGS_TO_THE_LONGEST)));
        return wanted.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wanted;
    }
}
