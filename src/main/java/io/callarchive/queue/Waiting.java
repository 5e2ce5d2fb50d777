package io.callarchive.queue;

import com.azure.storage.queue.models.PeekedMessageItem;
import java.time.Duration;
import java.time.Instant;

/**
 * Since when a message waits. The service tells when one was put in and when it expires, not when it was due, and that
 * may be days after: so each lives for the same time after it was due.
 */
final class Waiting {
    /** Longer than the longest wait of a run. */
    private static final Duration LIFE_AFTER_DUE = Duration.ofDays(7);

    private Waiting() {}

    static Duration timeToLive(Duration delay) {
        return delay.plus(LIFE_AFTER_DUE);
    }

    static Instant dueAt(PeekedMessageItem message) {
        return message.getExpirationTime().toInstant().minus(LIFE_AFTER_DUE);
    }
}
