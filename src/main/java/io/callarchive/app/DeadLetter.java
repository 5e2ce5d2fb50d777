package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.callarchive.Event;
import io.callarchive.EventLog;
import io.callarchive.Problem;
import io.callarchive.json.MalformedJson;
import io.callarchive.pages.DeadPage;
import io.callarchive.queue.AzurePageQueue;
import io.callarchive.queue.PageMessages;

/** Records why a page message was given up, so that the missing day is known and not only an idle queue. */
public final class DeadLetter {
    private final PageMessages messages;
    private final DeadPage deadPage;

    DeadLetter(PageMessages messages, DeadPage deadPage) {
        this.messages = messages;
        this.deadPage = deadPage;
    }

    /** A message that failed as often as host.json allows. */
    @FunctionName("DeadLetter")
    public void run(
            @QueueTrigger(
                            name = "message",
                            queueName = AzurePageQueue.NAME + "-poison",
                            connection = "AzureWebJobsStorage")
                    String message,
            ExecutionContext context) {
        EventLog events = new LogEvents(context);
        try {
            deadPage.take(messages.read(message), events);
        } catch (MalformedJson e) {
            events.log(Event.ofUnknownDay(Event.Name.DAY_FAILED)
                    .with(Problem.ours(Problem.Code.BAD_MESSAGE, String.valueOf(e.getMessage()))));
        }
    }
}
