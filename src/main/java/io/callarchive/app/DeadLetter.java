package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.callarchive.EventLine;
import io.callarchive.Events;
import io.callarchive.Failure;
import io.callarchive.Failures;
import io.callarchive.Lake;
import io.callarchive.PageRequest;
import io.callarchive.Trouble;
import io.callarchive.queue.BadMessage;
import io.callarchive.queue.PageMessages;
import io.callarchive.queue.PageQueue;
import java.util.Optional;

/** Records why a page message was given up, so that the missing day is known and not only an idle queue. */
public final class DeadLetter {
    private final PageMessages messages;
    private final Lake lake;
    private final Failures failures;

    DeadLetter(PageMessages messages, Lake lake, Failures failures) {
        this.messages = messages;
        this.lake = lake;
        this.failures = failures;
    }

    /** A message that failed as often as host.json allows. */
    @FunctionName("DeadLetter")
    public void run(
            @QueueTrigger(name = "message", queueName = PageQueue.NAME + "-poison", connection = "AzureWebJobsStorage")
                    String message,
            ExecutionContext context) {
        Events events = new LogEvents(context);
        try {
            record(messages.read(message), events);
        } catch (BadMessage e) {
            events.say(EventLine.ofUnknownDay(EventLine.Name.DAY_FAILED)
                    .with(Trouble.ours("bad-message", String.valueOf(e.getMessage()))));
        }
    }

    private void record(PageRequest request, Events events) {
        String known = failures.find(request.day())
                .filter(failure -> failure.run().equals(request.run().id()))
                .map(Failure::trouble)
                .map(trouble -> "; before that " + trouble)
                .orElse("");
        Trouble trouble = Trouble.ours(
                "dead-letter",
                "page " + request.page() + " failed again and again, the log has the exceptions" + known);
        events.say(EventLine.of(
                        EventLine.Name.DAY_FAILED, request.day(), request.run().id())
                .with(trouble));
        // Last, because a dead letter that fails has no dead letter of its own.
        failures.record(request.day(), request.run().id(), trouble, Optional.empty());
        lake.giveUp(request.day(), request.run().id());
    }
}
