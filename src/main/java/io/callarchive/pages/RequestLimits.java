package io.callarchive.pages;

import java.time.Duration;

/**
 * How many requests a minute the app allows itself. Graph's limits for call records are 50 a minute for a log and 200
 * for an app in a tenant (Microsoft's throttling limits, read 2026-11).
 *
 * <p>They are kept without any shared counter, by whatever number of instances: no more than so many chains of a log
 * are on their way, and each of them asks at most once in a time that its messages carry along.
 *
 * @param ofALog requests a minute of one log; of all logs together it is four times that
 */
public record RequestLimits(int ofALog) {
    /**
     * Chains of one log that are on their way at once. With four, each asks every five seconds, which is longer than
     * what comes between two requests: the invocation, the queue, the commit, the next start.
     */
    private static final int CHAINS_OF_A_LOG = 4;

    private static final int LOGS_AT_FULL_SPEED = 4;

    public RequestLimits {
        if (ofALog < 1) {
            throw new IllegalArgumentException("at least one request a minute: " + ofALog);
        }
    }

    /** How many chains of a log may be on their way at once. */
    public int chainsOfALog() {
        return CHAINS_OF_A_LOG;
    }

    /** How many chains of all logs may be on their way at once. */
    public int chainsOfAll() {
        return CHAINS_OF_A_LOG * LOGS_AT_FULL_SPEED;
    }

    /** The time between two requests of one chain. */
    public Duration betweenRequestsOfAChain() {
        return betweenRequestsOfALog().multipliedBy(CHAINS_OF_A_LOG);
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
