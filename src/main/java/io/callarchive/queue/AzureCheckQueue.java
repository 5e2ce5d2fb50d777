package io.callarchive.queue;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import io.callarchive.dayfile.CheckQueue;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.storage.StorageCalls;
import java.time.Duration;

/**
 * The queue {@code archive-checks}. Nobody listens to its dead letters: the host logs each one, the file stays marked
 * as unchecked, and the next run of that day asks again.
 */
public final class AzureCheckQueue implements CheckQueue {
    /** The name in the trigger and in the infrastructure. */
    public static final String NAME = "archive-checks";

    private final QueueClient queue;
    private final CheckMessages messages = new CheckMessages();

    public AzureCheckQueue(QueueClient queue) {
        this.queue = queue;
    }

    @Override
    public void ask(CheckRequest request, Duration delay) {
        String message = messages.write(request);
        StorageCalls.call(
                () -> queue.sendMessageWithResponse(message, delay, Waiting.timeToLive(delay), null, Context.NONE));
    }
}
