package io.callarchive.pages;

import java.time.Duration;

/**
 * How many requests a minute the app allows itself. Graph's limits for call records are 50 a minute for a log and 200
 * for an app in a tenant (Microsoft's throttling limits, read 2026-11).
 *
 * @param ofALog requests a minute of one log; of all logs together it is four times that
 */
public record RequestLimits(int ofALog) {
    private static final int LOGS_AT_FULL_SPEED = 4;

    public RequestLimits {
        if (ofALog < 1) {
            throw new IllegalArgumentException("at least one request a minute: " + ofALog);
        }
    }

    /** The time that one request of a log takes up. */
    public Duration betweenRequestsOfALog() {
        return Duration.ofMinutes(1).dividedBy(ofALog);
    }

    /** The time that one request of any log takes up. */
    public Duration betweenRequests() {
        return betweenRequestsOfALog().dividedBy(LOGS_AT_FULL_SPEED);
    }
}
