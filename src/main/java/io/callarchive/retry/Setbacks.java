package io.callarchive.retry;

import java.time.Instant;
import java.util.Optional;

/**
 * What a chain has met since it last got a page. It travels with the message, so that waiting needs no other memory.
 *
 * @param tries how often the page could not be had: Graph or the storage did not answer, or not with a page
 * @param refusals how often it was refused
 * @param restarts how often the chain began afresh because its link was refused; no page makes up for that
 * @param interruptions how often the host gave the message up although nothing had failed: an instance that was drained
 * @param since when the first of these was met; empty if there was none
 */
public record Setbacks(int tries, int refusals, int restarts, int interruptions, Optional<Instant> since) {
    public static final Setbacks NONE = new Setbacks(0, 0, 0, 0, Optional.empty());

    public Setbacks {
        if (tries < 0 || refusals < 0 || restarts < 0 || interruptions < 0) {
            throw new IllegalArgumentException("tries, refusals, restarts and interruptions must not be negative");
        }
    }

    /** After a page. */
    public Setbacks overcome() {
        return new Setbacks(0, 0, restarts, 0, Optional.empty());
    }

    Setbacks unanswered(Instant now) {
        return new Setbacks(oneMore(tries), refusals, restarts, interruptions, first(now));
    }

    Setbacks refused(Instant now) {
        return new Setbacks(tries, oneMore(refusals), restarts, interruptions, first(now));
    }

    Setbacks restarted(Instant now) {
        return new Setbacks(tries, refusals, oneMore(restarts), interruptions, first(now));
    }

    public Setbacks interrupted(Instant now) {
        return new Setbacks(tries, refusals, restarts, oneMore(interruptions), first(now));
    }

    private Optional<Instant> first(Instant now) {
        return since.isPresent() ? since : Optional.of(now);
    }

    private static int oneMore(int count) {
        return count == Integer.MAX_VALUE ? count : count + 1;
    }
}
