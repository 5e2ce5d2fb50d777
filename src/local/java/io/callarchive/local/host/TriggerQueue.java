package io.callarchive.local.host;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueStorageException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The queue of one trigger, its poison queue, and what the settings say about both. */
final class TriggerQueue {
    private static final String POISON_SUFFIX = "-poison";
    /** With a timeout the SDK wraps its exception in another that has lost the status code. */
    private static final @Nullable Duration NO_TIMEOUT = null;

    private final QueueClient queue;
    private final @Nullable QueueClient poison;
    private final HostSettings settings;
    private final Duration lease;
    private final HostLog log;

    /** @param lease how long a received message is hidden from others, unless renewed */
    TriggerQueue(String name, QueueConnection connection, HostSettings settings, Duration lease, HostLog log) {
        this.queue = connection.queue(name);
        // A poison queue has no poison queue of its own: a message that fails there waits for its lease to end.
        this.poison = name.endsWith(POISON_SUFFIX) ? null : connection.queue(name + POISON_SUFFIX);
        this.settings = settings;
        this.lease = lease;
        this.log = log;
    }

    String name() {
        return queue.getQueueName();
    }

    Duration lease() {
        return lease;
    }

    /** Creates the queue if it is not there. */
    List<LeasedMessage> receive() {
        try {
            return queue.receiveMessages(settings.batchSize(), lease, NO_TIMEOUT, Context.NONE).stream()
                    .map(message -> new LeasedMessage(queue, message, lease))
                    .toList();
        } catch (QueueStorageException e) {
            if (e.getStatusCode() != 404) {
                throw e;
            }
            queue.createIfNotExists();
            log.info("created the queue " + name());
            return List.of();
        }
    }

    boolean isSpent(LeasedMessage message) {
        return message.dequeueCount() > settings.maxDequeueCount();
    }

    void failed(LeasedMessage message) {
        if (poison == null) {
            return;
        }
        if (message.dequeueCount() >= settings.maxDequeueCount()) {
            moveToPoison(message);
        } else {
            message.release(settings.visibilityTimeout());
        }
    }

    /** Copies, then deletes: a crash in between leaves the message in both queues. */
    void moveToPoison(LeasedMessage message) {
        if (poison != null) {
            poison.createIfNotExists();
            poison.sendMessage(message.rawText());
            message.delete();
            log.error("moved message " + message.id() + " to the queue " + poison.getQueueName() + " after "
                    + message.dequeueCount() + " tries");
        }
    }

    Optional<String> text(LeasedMessage message) {
        String raw = message.rawText();
        if (!settings.base64()) {
            return Optional.of(raw);
        }
        try {
            return Optional.of(new String(Base64.getDecoder().decode(raw), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
