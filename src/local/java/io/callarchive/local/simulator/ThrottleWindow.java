package io.callarchive.local.simulator;

import io.callarchive.CallLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/** Graph's limits for these logs: so many requests of one log, and of all together, within any 60 seconds. */
final class ThrottleWindow {
    private static final Duration LENGTH = Duration.ofSeconds(60);

    private final int perLog;
    private final int overall;
    private final Deque<Instant> all = new ArrayDeque<>();
    private final Map<CallLog, Deque<Instant>> byLog = new EnumMap<>(CallLog.class);

    ThrottleWindow(int perLog, int overall) {
        this.perLog = perLog;
        this.overall = overall;
    }

    /** Counts the request in, or says after how many seconds there is room for it again. A refused one does not count. */
    synchronized OptionalLong secondsToWait(CallLog log, Instant now) {
        Deque<Instant> ofLog = byLog.computeIfAbsent(log, any -> new ArrayDeque<>());
        long wait = Math.max(secondsToWait(ofLog, perLog, now), secondsToWait(all, overall, now));
        if (wait > 0) {
            return OptionalLong.of(wait);
        }
        ofLog.addLast(now);
        all.addLast(now);
        return OptionalLong.empty();
    }

    private static long secondsToWait(Deque<Instant> admitted, int limit, Instant now) {
        admitted.removeIf(at -> !at.plus(LENGTH).isAfter(now));
        if (admitted.size() < limit) {
            return 0;
        }
        Duration wait = Duration.between(now, admitted.getFirst().plus(LENGTH));
        return wait.plusNanos(999_999_999).toSeconds();
    }
}
