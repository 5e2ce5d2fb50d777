package io.callarchive.queue;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import io.callarchive.plan.ConductorQueue;
import io.callarchive.plan.Signal;
import io.callarchive.storage.StorageCalls;
import java.time.Duration;

/**
 * The queue {@code archive-conductor}. Nobody listens to its dead letters: the host logs each one, and the conductor
 * finds out by itself, with its next message or the next night's.
 */
public final class AzureConductorQueue implements ConductorQueue {
    /** The name in the trigger and in the infrastructure. */
    public static final String NAME = "archive-conductor";

    private final QueueClient queue;
    private final ConductorMessages messages = new ConductorMessages();

    public AzureConductorQueue(QueueClient queue) {
        this.queue = queue;
    }

    @Override
    public void send(Signal signal, Duration delay) {
        String message = messages.write(signal);
        StorageCalls.call(
                () -> queue.sendMessageWithResponse(message, delay, Waiting.timeToLive(delay), null, Context.NONE));
    }
}
