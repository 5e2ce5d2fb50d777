package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import io.callarchive.Event;
import io.callarchive.Event.Name;
import io.callarchive.EventLog;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.pages.PageQueue;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.Staging;
import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Begins runs. Beginning a day twice makes two runs of it, of which one becomes the file. */
public final class RunStarter {
    private final Staging staging;
    private final PageQueue pageQueue;
    private final Clock clock;
    private final RandomGenerator random;

    public RunStarter(Staging staging, PageQueue pageQueue, Clock clock, RandomGenerator random) {
        this.staging = staging;
        this.pageQueue = pageQueue;
        this.clock = clock;
        this.random = random;
    }

    public void start(PlannedRun start, EventLog events) {
        // Of when it begins to read, not of now: a run of a long backfill is neither old nor out of patience by then.
        Instant due = clock.instant().plus(start.delay());
        RunId id = RunId.startingAt(due, random);
        Run run = new Run(id, 0, start.reason(), start.chains(), start.settles(), start.force(), start.base());
        boolean announced = announce(start.day(), id, due);
        for (PageRequest first : PageRequest.firstPages(start.day(), run)) {
            pageQueue.send(first, start.delay());
        }
        events.log(Event.of(Name.RUN_STARTED, start.day(), id)
                .with("reason", start.reason().label())
                .with("chains", start.chains())
                .with("delaySeconds", start.delay().toSeconds())
                .with("announced", announced));
    }

    /**
     * A day that waits for its turn is in progress for whoever plans next. Where that cannot be written down the run
     * starts all the same, and one day's problem does not keep the others from starting.
     */
    private boolean announce(ArchiveDay day, RunId run, Instant first) {
        try {
            staging.heartbeat(day, run, first);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
