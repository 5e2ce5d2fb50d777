package io.callarchive.queue;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.SendMessageResult;
import io.callarchive.HealthCheck;
import java.time.Duration;

/**
 * Whether a queue is there, takes messages and lets go of them, and how many wait in it. The message that it tries with
 * is invisible until a second before it expires, so nobody meets it, also if the process dies in between.
 */
public final class QueueProbe implements HealthCheck.Probe {
    private static final Duration GONE_BY_ITSELF = Duration.ofMinutes(2);
    private static final Duration UNSEEN = GONE_BY_ITSELF.minusSeconds(1);

    private final QueueClient queue;

    public QueueProbe(QueueClient queue) {
        this.queue = queue;
    }

    @Override
    public HealthCheck look() {
        SendMessageResult tried = queue.sendMessageWithResponse("health", UNSEEN, GONE_BY_ITSELF, null, Context.NONE)
                .getValue();
        queue.deleteMessage(tried.getMessageId(), tried.getPopReceipt());
        long waiting = queue.getProperties().getApproximateMessagesCountLong();
        return new HealthCheck("queue " + queue.getQueueName(), true, "takes messages, about " + waiting + " wait");
    }
}
