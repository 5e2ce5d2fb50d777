package io.callarchive;

import java.time.Instant;

/**
 * A span of time from {@code from} up to but not including {@code to}, in UTC. Whether Graph treats the upper bound
 * as inclusive differs from log to log; Callarchive always means it as exclusive.
 */
public record Window(Instant from, Instant to) {
    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a window must end after it starts: " + from + " to " + to);
        }
    }

    public boolean contains(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    @Override
    public String toString() {
        return from + "/" + to;
    }
}
