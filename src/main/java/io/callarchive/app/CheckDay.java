package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.callarchive.check.DayChecker;
import io.callarchive.queue.AzureCheckQueue;
import io.callarchive.queue.CheckMessages;

/** Reads a published file back. Returning deletes the message; throwing makes it come again, five times in all. */
public final class CheckDay {
    private final CheckMessages messages = new CheckMessages();
    private final DayChecker checker;

    CheckDay(DayChecker checker) {
        this.checker = checker;
    }

    /** One message, one file. */
    @FunctionName("CheckDay")
    public void run(
            @QueueTrigger(name = "message", queueName = AzureCheckQueue.NAME, connection = "AzureWebJobsStorage")
                    String message,
            ExecutionContext context) {
        checker.check(messages.read(message), new LogEvents(context));
    }
}
