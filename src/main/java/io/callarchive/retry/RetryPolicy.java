package io.callarchive.retry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long a message waits for what it could not have, and when it stops waiting: for lack of progress, however long
 * its run has taken until then. Pure.
 */
public final class RetryPolicy {
    /** Without an answer. */
    static final Duration GIVE_UP_AFTER = Duration.ofDays(1);

    static final Duration LONGEST_BACKOFF = Duration.ofHours(1);
    /** Graph may ask for more than a day; a queue message lives for seven. */
    static final Duration LONGEST_WAIT = Duration.ofDays(6);
    /** Proxies, stale tokens and directory replication refuse for minutes what they grant afterwards. */
    static final List<Duration> AFTER_REFUSALS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(5);
    private static final int DOUBLINGS_TO_THE_LONGEST = 10;
    private static final int MAX_RESTARTS = 2;

    private RetryPolicy() {}

    /** What becomes of the message. */
    public sealed interface Decision {
        /** It comes again after that time. */
        record Again(Duration delay, Setbacks setbacks) implements Decision {}

        /** The chain begins again with its first page, after that time. */
        record FromFirstPage(Duration delay, Setbacks setbacks) implements Decision {}

        /** It has waited for long enough. */
        record GiveUp(String why) implements Decision {}
    }

    /**
     * After no answer, or one that may be different in a while.
     *
     * @param retryAfter the wait that was asked for; without one, or for none at all, it is ever longer
     */
    public static Decision afterNoAnswer(Setbacks before, Optional<Duration> retryAfter, Instant now) {
        boolean over = before.since()
                .filter(since -> Duration.between(since, now).compareTo(GIVE_UP_AFTER) >= 0)
                .isPresent();
        if (over) {
            return new Decision.GiveUp("given up after a day without a page");
        }
        Optional<Duration> asked = retryAfter.filter(wait -> !wait.isZero() && !wait.isNegative());
        Duration wait = asked.orElseGet(() -> backoff(before.tries()));
        return new Decision.Again(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait, before.unanswered(now));
    }

    /**
     * After a refusal that may pass.
     *
     * @param linkAtFault whether it may be the nextLink that is refused and not the log
     */
    public static Decision afterRefusal(Setbacks before, boolean linkAtFault, Instant now) {
        if (linkAtFault && before.restarts() < MAX_RESTARTS) {
            return new Decision.FromFirstPage(AFTER_REFUSALS.get(0), before.restarted(now));
        }
        if (before.refusals() >= AFTER_REFUSALS.size()) {
            return new Decision.GiveUp("refused " + (before.refusals() + 1) + " times");
        }
        return new Decision.Again(AFTER_REFUSALS.get(before.refusals()), before.refused(now));
    }

    public static Duration backoff(int tries) {
        Duration wait = FIRST_BACKOFF.multipliedBy(1L << Math.min(tries, DOUBLINGS_TO_THE_LONGEST));
        return wait.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : wait;
    }
}
