package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event;
import io.callarchive.Event.Name;
import io.callarchive.EventLog;
import io.callarchive.Failures;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.StorageFault;
import io.callarchive.dayfile.CheckQueue;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.dayfile.Contention;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.pages.PageQueue;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RequestLimits;
import io.callarchive.pages.Staging;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Releases work as it can run: whenever something has ended, or time has passed, it begins what is next, and never more
 * than Graph's limits allow. What is next is decided from what the lake tells at that moment; a plan is not carried out
 * in advance.
 *
 * <p>Any number of conductors may work at once, each of their messages may come twice or never, and the process may die
 * between any two lines. A step is one conditional write of the schedule, so a chain is granted once. Before it, the
 * conductor asks to be woken again: if it dies then, it is woken in vain. After it, the granted chains are begun, and
 * that they were is written down: if it dies between, the next step a few minutes later begins them again, and the
 * chains that then run twice make one file.
 */
public final class Conductor {
    /** In which time a step without any event looks what has become of the runs. */
    static final Duration TICK = Duration.ofMinutes(5);
    /** The queue's clock and this one may differ. */
    private static final Duration EARLY_AT_MOST = Duration.ofSeconds(30);
    /** Longer than a step takes. */
    private static final Duration BEGUN_WITHIN = Duration.ofMinutes(2);

    private static final Duration AFTER_A_STORAGE_FAULT = Duration.ofMinutes(1);

    /** What is asked and told. */
    public record Seams(
            Inventory inventory,
            PublishedDays days,
            Staging staging,
            Failures failures,
            Schedules schedules,
            Orders orders,
            PageQueue pageQueue,
            QueuedPages queuedPages,
            ConductorQueue conductorQueue,
            CheckQueue checkQueue) {}

    /**
     * What is still to be done once the schedule is written.
     *
     * @param lost the runs whose messages are gone
     * @param checks the files to be read back, or once more
     */
    private record Rest(
            List<ActiveRun> lost,
            List<Step.PageGrant> grants,
            List<CheckRequest> checks,
            Map<String, Schedule.Progress> fulfilled,
            boolean caughtUp) {}

    private final Planner planner;
    private final Seams seams;
    private final RunWatch watch;
    private final RequestLimits limits;
    private final Clock clock;
    private final RandomGenerator random;

    public Conductor(Planner planner, Seams seams, RequestLimits limits, Clock clock, RandomGenerator random) {
        this.planner = planner;
        this.seams = seams;
        this.watch = new RunWatch(seams.days(), seams.staging(), seams.failures());
        this.limits = limits;
        this.clock = clock;
        this.random = random;
    }

    /** Returns when the signal is dealt with; throws if it has to come again. */
    public void take(Signal signal, EventLog events) {
        try {
            Rest rest = Contention.overcome("the schedule", () -> step(signal));
            rest.lost()
                    .forEach(run -> events.log(
                            Event.of(Name.RUN_LOST, run.day(), run.run().id()).asWarning()));
            begin(rest.grants(), events);
            rest.checks().forEach(check -> seams.checkQueue().ask(check, Duration.ZERO));
            rest.fulfilled().forEach((id, progress) -> close(id, progress, events));
            if (rest.caughtUp()) {
                events.log(Event.of(Name.CAUGHT_UP));
            }
        } catch (StorageFault e) {
            if (!e.mayPass()) {
                throw e;
            }
            seams.conductorQueue().send(signal, AFTER_A_STORAGE_FAULT);
            events.log(Event.ofUnknownDay(Name.THROTTLED)
                    .with("waitSeconds", AFTER_A_STORAGE_FAULT.toSeconds())
                    .with(e.problem())
                    .asWarning());
        }
    }

    /** Empty if another conductor has written the schedule meanwhile. */
    private Optional<Rest> step(Signal signal) {
        Schedules.Kept before = seams.schedules().load();
        Instant now = clock.instant();
        Step step = new Step(before.schedule(), limits, now);
        step.take(signal);
        boolean night = signal instanceof Signal.NightBegins;
        boolean tick = !now.isBefore(before.schedule().nextTick().minus(EARLY_AT_MOST));
        if (tick || night) {
            look(step, now);
        }
        // Also where all has ended: there may be more by now, and the orders are to be closed.
        boolean ended = step.isIdle() && !before.schedule().isIdle();
        List<CheckRequest> checks = new ArrayList<>();
        Map<String, Schedule.Progress> fulfilled = Map.of();
        if (step.needsPlan() || ended || !(signal instanceof Signal.ChainEnded)) {
            Map<CallLog, LogInventory> known = seams.inventory().look(planner.logs());
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            step.plan(planner.next(step.night(), seams.orders().open(), today, known, step.past()), known);
            fulfilled = step.fulfilled();
            if (night) {
                known.forEach((log, of) -> {
                    of.unchecked()
                            .forEach((date, file) ->
                                    checks.add(new CheckRequest(new ArchiveDay(log, date), file.run(), 0)));
                    of.inTurn(planner.upkeep().verifyWithin())
                            .forEach((date, file) -> checks.add(
                                    new CheckRequest(new ArchiveDay(log, date), file.run(), 0, Optional.of(now))));
                });
            }
        }
        List<Step.PageGrant> grants = new ArrayList<>(step.unsent(BEGUN_WITHIN));
        fill(step, grants, now);
        if (tick && !step.isIdle()) {
            seams.conductorQueue().send(new Signal.Wake(), TICK);
            step.wakeAt(now.plus(TICK));
        }
        Schedule after = step.schedule();
        boolean caughtUp = after.isIdle() && (night || !before.schedule().isIdle());
        boolean written = after.equals(before.schedule()) || seams.schedules().replace(before, after);
        return written ? Optional.of(new Rest(step.lost(), grants, checks, fulfilled, caughtUp)) : Optional.empty();
    }

    /**
     * Finds out what has become of the runs. None is taken for lost while there are as many messages as chains: then
     * nobody works on them, because the function is switched off, for instance, and more would only make a pile.
     */
    private void look(Step step, Instant now) {
        Map<ActiveRun, RunWatch.Fate> fates = new LinkedHashMap<>();
        step.runs().forEach(run -> fates.put(run, watch.look(run, now)));
        boolean anyLost = fates.values().stream().anyMatch(RunWatch.Fate.Lost.class::isInstance);
        boolean allThere = anyLost && seams.queuedPages().count() >= step.asking();
        fates.forEach((run, fate) -> {
            if (!(allThere && fate instanceof RunWatch.Fate.Lost)) {
                step.learn(run, fate);
            }
        });
    }

    /** Grants chains until there is no room, or nothing left. */
    private void fill(Step step, List<Step.PageGrant> grants, Instant now) {
        while (true) {
            Optional<Wish> wish = step.nextWish();
            Optional<ActiveRun> run = wish.isPresent() ? begin(wish.get(), step, now) : step.nextRun();
            if (run.isPresent()) {
                grants.add(step.grant(run.get()));
            } else if (wish.isEmpty()) {
                return;
            }
        }
    }

    /** The day's run, if it is still to be read, and nobody of whom the schedule does not know is reading it. */
    private Optional<ActiveRun> begin(Wish wish, Step step, Instant now) {
        Optional<DayFile> file = seams.days().find(wish.day()).map(PublishedDays.Published::file);
        if (file.filter(it -> it.isReadSince(wish.since())).isPresent()) {
            step.drop(wish);
            return Optional.empty();
        }
        if (watch.isReadByOthers(wish.day(), file, now)) {
            step.postpone(wish);
            return Optional.empty();
        }
        boolean staysSettled = Planner.mayRead(DayFile.State.SETTLED, wish.reason())
                && file.filter(it -> it.state() == DayFile.State.SETTLED).isPresent();
        Run run = new Run(
                RunId.startingAt(now, random),
                0,
                wish.reason(),
                wish.chains(),
                staysSettled || planner.settles(wish.day().date(), LocalDate.ofInstant(now, ZoneOffset.UTC)),
                wish.force() ? Optional.of(wish.since()) : Optional.empty(),
                wish.late(),
                file.map(DayFile::run));
        step.drop(wish);
        return Optional.of(step.begin(wish.day(), run));
    }

    /** What cannot be begun now is begun by one of the next steps; it is not written down as begun. */
    private void begin(List<Step.PageGrant> grants, EventLog events) {
        List<Step.PageGrant> begun = new ArrayList<>();
        try {
            for (Step.PageGrant grant : grants) {
                PageRequest first = PageRequest.first(grant.day(), grant.run(), grant.chain(), grant.due());
                seams.pageQueue().send(first, first.delay(clock.instant()));
                begun.add(grant);
                if (grant.chain() == 0) {
                    events.log(
                            Event.of(Name.RUN_STARTED, grant.day(), grant.run().id())
                                    .with("reason", grant.run().reason().label())
                                    .with("chains", grant.run().chains()));
                }
            }
        } finally {
            noteAsBegun(begun);
        }
    }

    private void noteAsBegun(List<Step.PageGrant> grants) {
        if (grants.isEmpty()) {
            return;
        }
        Contention.overcome("the schedule", () -> {
            Schedules.Kept before = seams.schedules().load();
            Step step = new Step(before.schedule(), limits, clock.instant());
            grants.forEach(step::noteAsBegun);
            Schedule after = step.schedule();
            boolean done = after.equals(before.schedule()) || seams.schedules().replace(before, after);
            return Optional.of(true).filter(any -> done);
        });
    }

    private void close(String order, Schedule.Progress progress, EventLog events) {
        if (seams.orders().close(order)) {
            events.log(Event.of(Name.ORDER_ENDED).with("order", order).with("days", progress.days()));
        }
    }
}
