package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.callarchive.pages.PageArchiver;
import io.callarchive.queue.AzurePageQueue;
import io.callarchive.queue.PageMessages;

/** Archives one page. Returning deletes the message; throwing makes it come again, and in the end a dead letter. */
public final class ArchivePage {
    private final PageMessages messages;
    private final PageArchiver archiver;

    ArchivePage(PageMessages messages, PageArchiver archiver) {
        this.messages = messages;
        this.archiver = archiver;
    }

    /** One message, one request to Graph. */
    @FunctionName("ArchivePage")
    public void run(
            @QueueTrigger(name = "message", queueName = AzurePageQueue.NAME, connection = "AzureWebJobsStorage")
                    String message,
            ExecutionContext context) {
        archiver.archive(messages.read(message), new LogEvents(context));
    }
}
