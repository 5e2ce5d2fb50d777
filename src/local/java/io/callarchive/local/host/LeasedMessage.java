package io.callarchive.local.host;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import com.azure.storage.queue.models.QueueStorageException;
import java.time.Duration;

/**
 * A message hidden from others while it is worked on. Renewing replaces the receipt that deleting needs, hence the
 * lock; a message that someone else has taken meanwhile is theirs, and not an error.
 */
final class LeasedMessage {
    private final QueueClient queue;
    private final QueueMessageItem message;
    private final Duration lease;
    private String popReceipt;
    private boolean settled;

    LeasedMessage(QueueClient queue, QueueMessageItem message, Duration lease) {
        this.queue = queue;
        this.message = message;
        this.lease = lease;
        this.popReceipt = message.getPopReceipt();
    }

    String id() {
        return message.getMessageId();
    }

    String rawText() {
        return message.getBody().toString();
    }

    long dequeueCount() {
        return message.getDequeueCount();
    }

    synchronized void renew() {
        if (!settled) {
            ifStillMine(() -> popReceipt =
                    queue.updateMessage(id(), popReceipt, rawText(), lease).getPopReceipt());
        }
    }

    synchronized void delete() {
        settled = true;
        ifStillMine(() -> queue.deleteMessage(id(), popReceipt));
    }

    synchronized void release(Duration visibleIn) {
        settled = true;
        ifStillMine(() -> queue.updateMessage(id(), popReceipt, rawText(), visibleIn));
    }

    private static void ifStillMine(Runnable action) {
        try {
            action.run();
        } catch (QueueStorageException e) {
            if (e.getStatusCode() != 404 && e.getStatusCode() != 400) {
                throw e;
            }
        }
    }
}
