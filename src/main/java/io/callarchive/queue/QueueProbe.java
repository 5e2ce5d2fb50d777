package io.callarchive.queue;

import com.azure.storage.queue.QueueClient;
import io.callarchive.HealthCheck;

/** Whether a queue is there, and how many messages wait in it. */
public final class QueueProbe implements HealthCheck.Probe {
    private final QueueClient queue;

    public QueueProbe(QueueClient queue) {
        this.queue = queue;
    }

    @Override
    public HealthCheck look() {
        long waiting = queue.getProperties().getApproximateMessagesCountLong();
        return new HealthCheck("queue " + queue.getQueueName(), true, "about " + waiting + " messages wait");
    }
}
