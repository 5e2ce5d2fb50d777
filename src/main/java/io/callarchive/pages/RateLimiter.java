package io.callarchive.pages;

import io.callarchive.CallLog;
import io.callarchive.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * Gives each request of this instance its turn, so that Graph's limits hold however many pages the days turn out to
 * have: who comes too early is sent back into the queue with the time until its turn, and does not ask Graph.
 *
 * <p>It remembers in memory only: after a restart, and while several instances share the limit, Graph itself says 429
 * for a while; an instance that is told so again and again asks less often, and slowly more often when it is not. Safe
 * for all threads.
 */
public final class RateLimiter {
    private static final int AT_ONCE = 3;
    private static final Duration SLOWEST = Duration.ofMinutes(1);
    /** A second 429 within this time after a wait means that it is more than a coincidence. */
    private static final Duration PERSISTENT = Duration.ofMinutes(1);
    /** Pages without a 429 after which the pause has about halved. */
    private static final int RECOVERY = 64;

    private final Clock clock;
    private final Lines first;
    private final Lines backfill;

    public RateLimiter(RequestLimits limits, Clock clock) {
        this.clock = clock;
        this.first = new Lines(limits);
        this.backfill = new Lines(limits);
    }

    /**
     * Takes the next turn of that log: how long to wait for it. A backfill queues behind itself and behind all others,
     * the others only behind each other.
     */
    public synchronized Duration take(CallLog log, Reason reason) {
        Instant now = clock.instant();
        Duration behindAll = backfill.take(log, now);
        return reason == Reason.BACKFILL ? behindAll : first.take(log, now);
    }

    /** Graph does not want to be asked for that log for that long. */
    public synchronized void throttled(CallLog log, Duration wait) {
        first.of(log).throttled(clock.instant(), wait);
        backfill.of(log).throttled(clock.instant(), wait);
    }

    /** Graph has answered with a page of that log. */
    public synchronized void answered(CallLog log) {
        first.of(log).answered();
        backfill.of(log).answered();
    }

    /** The line of each log, and that of the app, in which all stand as well. */
    private static final class Lines {
        private final RequestLimits limits;
        private final Line app;
        private final Map<CallLog, Line> logs = new EnumMap<>(CallLog.class);

        Lines(RequestLimits limits) {
            this.limits = limits;
            this.app = new Line(limits.betweenRequests());
        }

        Line of(CallLog log) {
            return logs.computeIfAbsent(log, any -> new Line(limits.betweenRequestsOfALog()));
        }

        Duration take(CallLog log, Instant now) {
            Duration ofApp = app.take(now);
            Duration ofLog = of(log).take(now);
            return ofLog.compareTo(ofApp) > 0 ? ofLog : ofApp;
        }
    }

    /** Turns at even distances, of which a few may be taken at once after a rest. */
    private static final class Line {
        private final Duration usual;
        private Duration distance;
        private Instant next = Instant.EPOCH;
        private Instant throttledUntil = Instant.EPOCH;

        Line(Duration usual) {
            this.usual = usual;
            this.distance = usual;
        }

        Duration take(Instant now) {
            Instant turn = later(now, next);
            next = turn.plus(distance);
            Duration wait = Duration.between(now, turn.minus(distance.multipliedBy(AT_ONCE - 1L)));
            return wait.isNegative() ? Duration.ZERO : wait;
        }

        void throttled(Instant now, Duration wait) {
            if (now.isBefore(throttledUntil)) {
                return;
            }
            if (now.isBefore(throttledUntil.plus(PERSISTENT))) {
                Duration doubled = distance.multipliedBy(2);
                distance = doubled.compareTo(SLOWEST) > 0 ? SLOWEST : doubled;
            }
            throttledUntil = now.plus(wait);
            next = later(next, throttledUntil.plus(distance.multipliedBy(AT_ONCE - 1L)));
        }

        void answered() {
            Duration shorter = distance.minus(distance.dividedBy(RECOVERY));
            distance = shorter.compareTo(usual) < 0 ? usual : shorter;
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }
}
