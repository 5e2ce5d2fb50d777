package io.callarchive.queue;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import io.callarchive.pages.PageQueue;
import io.callarchive.pages.PageRequest;
import io.callarchive.plan.QueuedPages;
import io.callarchive.storage.StorageCalls;
import java.time.Duration;

/** The queue {@code archive-pages}. A queue client, because an output binding cannot delay a message. */
public final class AzurePageQueue implements PageQueue, QueuedPages {
    /** The name in the triggers and in the infrastructure. */
    public static final String NAME = "archive-pages";

    private final QueueClient queue;
    private final PageMessages messages;

    public AzurePageQueue(QueueClient queue, PageMessages messages) {
        this.queue = queue;
        this.messages = messages;
    }

    @Override
    public void send(PageRequest request, Duration delay) {
        StorageCalls.call(() -> queue.sendMessageWithResponse(
                messages.write(request), inWholeSeconds(delay), Waiting.timeToLive(delay), null, Context.NONE));
    }

    @Override
    public long count() {
        return StorageCalls.call(() -> queue.getProperties().getApproximateMessagesCountLong());
    }

    /** The service counts in seconds, and the client drops what is over: nothing may come before it is due. */
    static Duration inWholeSeconds(Duration delay) {
        return Duration.ofSeconds(delay.plusNanos(999_999_999).toSeconds());
    }
}
