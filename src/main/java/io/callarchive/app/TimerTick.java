package io.callarchive.app;

import io.callarchive.json.Json;
import io.callarchive.json.MalformedJson;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * The moment of the schedule that a timer fires for. Microsoft's host may fire some milliseconds early (its own comment:
 * "likely under 1 second due to clock skew"), and at midnight that is another date. It tells the moment: until the
 * function has returned, {@code ScheduleStatus.Next} is the one that it fires for.
 */
final class TimerTick {
    /** Far more than the host is early, and far less than between two nights. */
    private static final Duration EARLY_AT_MOST = Duration.ofMinutes(1);

    private TimerTick() {}

    /** The schedule's moment if that is about to come; otherwise the clock's, also for what the host does not tell. */
    static Instant dueAt(String timer, Instant now) {
        try {
            Instant next = OffsetDateTime.parse(
                            Json.tree(timer).at("/ScheduleStatus/Next").asText())
                    .toInstant();
            return next.isAfter(now) && !next.isAfter(now.plus(EARLY_AT_MOST)) ? next : now;
        } catch (MalformedJson | DateTimeException e) {
            return now;
        }
    }
}
