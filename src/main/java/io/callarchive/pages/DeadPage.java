package io.callarchive.pages;

import io.callarchive.DayFailure;
import io.callarchive.Event;
import io.callarchive.EventLog;
import io.callarchive.Failures;
import io.callarchive.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a page message that the host has handed out as often as it may: one that only its instances failed is
 * put back, once; else the day has failed, and the record says why.
 */
public final class DeadPage {
    private final PageQueue pageQueue;
    private final Staging staging;
    private final Failures failures;
    private final ChainEnds chainEnds;
    private final Clock clock;

    public DeadPage(PageQueue pageQueue, Staging staging, Failures failures, ChainEnds chainEnds, Clock clock) {
        this.pageQueue = pageQueue;
        this.staging = staging;
        this.failures = failures;
        this.chainEnds = chainEnds;
        this.clock = clock;
    }

    /** Deals with a page message that was given up. */
    public void take(PageRequest request, EventLog events) {
        Optional<DayFailure> exception = failures.find(request.day())
                .filter(failure -> failure.run().equals(request.run().id())
                        && failure.problem().is(Problem.Code.EXCEPTION));
        if (exception.isEmpty() && request.setbacks().interruptions() == 0) {
            putBack(request, events);
        } else {
            giveUp(request, exception, events);
        }
    }

    /** It never failed by itself: the instances that had it were drained or killed. Once, because this is only likely. */
    private void putBack(PageRequest request, EventLog events) {
        Problem problem = Problem.ours(
                Problem.Code.INTERRUPTED,
                "page " + request.page() + " was interrupted as often as the host allows; asked again");
        Instant now = clock.instant();
        pageQueue.send(request.again(request.setbacks().interrupted(now), now), Duration.ZERO);
        events.log(Event.of(Event.Name.THROTTLED, request.day(), request.run().id())
                .with("page", request.page())
                .with(problem));
    }

    private void giveUp(PageRequest request, Optional<DayFailure> exception, EventLog events) {
        String last = exception
                .map(failure -> "; " + failure.count() + " times in all, the last time at "
                        + failure.problem().message())
                .orElse(", interrupted each time; the log of the host may say why");
        Problem problem =
                Problem.ours(Problem.Code.DEAD_LETTER, "page " + request.page() + " failed again and again" + last);
        events.log(Event.of(Event.Name.DAY_FAILED, request.day(), request.run().id())
                .with(problem));
        // Last, because a dead letter that fails has no dead letter of its own.
        failures.record(request.day(), request.run().id(), problem, Optional.empty());
        staging.abandon(request.day(), request.run().id());
        chainEnds.tell(new ChainEnd(
                request.day(), request.run().id(), request.chain(), ChainEnd.Outcome.FAILED, clock.instant()));
    }
}
