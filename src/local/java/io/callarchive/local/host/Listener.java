package io.callarchive.local.host;

import java.time.Duration;

/** Starts functions when something happens: a moment, a message, a request. */
interface Listener {
    void start();

    /** Begins nothing new; returns at once. */
    void stop();

    /** After {@link #stop()}: waits at most so long for what still runs. */
    void awaitIdle(Duration patience) throws InterruptedException;
}
