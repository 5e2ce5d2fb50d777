package io.callarchive.plan;

import java.time.Duration;

/** What the conductor is told. */
@FunctionalInterface
public interface ConductorQueue {
    /** Tells it after that time, zero for at once. */
    void send(Signal signal, Duration delay);

    default void wake() {
        send(new Signal.Wake(), Duration.ZERO);
    }
}
