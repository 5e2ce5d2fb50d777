package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.callarchive.DayFailure;
import io.callarchive.Event;
import io.callarchive.EventLog;
import io.callarchive.Failures;
import io.callarchive.Problem;
import io.callarchive.json.MalformedJson;
import io.callarchive.pages.PageArchiver;
import io.callarchive.pages.PageQueue;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.Staging;
import io.callarchive.queue.AzurePageQueue;
import io.callarchive.queue.PageMessages;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Records why a page message was given up, so that the missing day is known and not only an idle queue. */
public final class DeadLetter {
    private final PageMessages messages;
    private final Staging lake;
    private final Failures failures;
    private final PageQueue followUps;
    private final Clock clock;

    DeadLetter(PageMessages messages, Staging lake, Failures failures, PageQueue followUps, Clock clock) {
        this.messages = messages;
        this.lake = lake;
        this.failures = failures;
        this.followUps = followUps;
        this.clock = clock;
    }

    /** A message that failed as often as host.json allows. */
    @FunctionName("DeadLetter")
    public void run(
            @QueueTrigger(name = "message", queueName = AzurePageQueue.NAME + "-poison", connection = "AzureWebJobsStorage")
                    String message,
            ExecutionContext context) {
        EventLog events = new LogEvents(context);
        try {
            record(messages.read(message), events);
        } catch (MalformedJson e) {
            events.say(Event.ofUnknownDay(Event.Name.DAY_FAILED)
                    .with(Problem.ours("bad-message", String.valueOf(e.getMessage()))));
        }
    }

    private void record(PageRequest request, EventLog events) {
        Optional<DayFailure> exception = failures.find(request.day())
                .filter(failure -> failure.run().equals(request.run().id())
                        && failure.trouble().code().equals(PageArchiver.EXCEPTION));
        if (exception.isEmpty() && request.setbacks().interruptions() == 0) {
            putBack(request, events);
        } else {
            giveUp(request, exception, events);
        }
    }

    /** It never failed by itself: the instances that had it were drained or killed. Once, because this is only likely. */
    private void putBack(PageRequest request, EventLog events) {
        Problem trouble = Problem.ours(
                "interrupted", "page " + request.page() + " was interrupted as often as the host allows; asked again");
        followUps.send(request.again(request.setbacks().interrupted(clock.instant())), Duration.ZERO);
        events.say(Event.of(
                        Event.Name.THROTTLED, request.day(), request.run().id())
                .with("page", request.page())
                .with(trouble));
    }

    private void giveUp(PageRequest request, Optional<DayFailure> exception, EventLog events) {
        String last = exception
                .map(failure -> "; " + failure.count() + " times in all, the last time at "
                        + failure.trouble().message())
                .orElse(", interrupted each time; the log of the host may say why");
        Problem trouble = Problem.ours("dead-letter", "page " + request.page() + " failed again and again" + last);
        events.say(Event.of(
                        Event.Name.DAY_FAILED, request.day(), request.run().id())
                .with(trouble));
        // Last, because a dead letter that fails has no dead letter of its own.
        failures.record(request.day(), request.run().id(), trouble, Optional.empty());
        lake.giveUp(request.day(), request.run().id());
    }
}
