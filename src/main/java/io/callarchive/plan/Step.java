package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.pages.ChainEnd;
import io.callarchive.pages.RequestLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A schedule while the conductor works on it: what has ended, what is next, and what there is room for. Pure. */
final class Step {
    private final RequestLimits limits;
    private final Instant now;

    private Optional<Night> night;
    private final Map<ArchiveDay, ActiveRun> runs = new LinkedHashMap<>();
    private List<Wish> wishes;
    private Instant plannedAt;
    private final Set<CallLog> more = EnumSet.noneOf(CallLog.class);
    private Instant nextTick;
    private final Map<CallLog, List<Instant>> free = new EnumMap<>(CallLog.class);
    private final Map<ArchiveDay, Instant> failed;
    private final Set<ArchiveDay> gone;
    private final Map<String, Schedule.Progress> orders;
    private final List<ActiveRun> lost = new ArrayList<>();
    /** Of this step: chains that are begun together ask one after the other. */
    private final Map<CallLog, Instant> newestGrant = new EnumMap<>(CallLog.class);

    Step(Schedule schedule, RequestLimits limits, Instant now) {
        this.limits = limits;
        this.now = now;
        this.night = schedule.night();
        schedule.runs().forEach(run -> runs.put(run.day(), run));
        this.wishes = new ArrayList<>(schedule.wishes());
        this.plannedAt = schedule.plannedAt();
        this.more.addAll(schedule.more());
        this.nextTick = schedule.nextTick();
        schedule.free()
                .forEach((log, times) -> times.stream().filter(now::isBefore).forEach(time -> freeAt(log, time)));
        this.failed = new HashMap<>(schedule.failed());
        this.gone = new HashSet<>(schedule.gone());
        this.orders = new HashMap<>(schedule.orders());
    }

    Schedule schedule() {
        free.values().removeIf(List::isEmpty);
        return new Schedule(
                night, List.copyOf(runs.values()), wishes, plannedAt, more, nextTick, free, failed, gone, orders);
    }

    Optional<Night> night() {
        return night;
    }

    List<ActiveRun> runs() {
        return List.copyOf(runs.values());
    }

    Past past() {
        return schedule().past();
    }

    /** Chains of all logs that may ask. */
    int asking() {
        return runs.values().stream().mapToInt(ActiveRun::asking).sum();
    }

    boolean isIdle() {
        return schedule().isIdle();
    }

    void take(Signal signal) {
        if (signal instanceof Signal.NightBegins begins) {
            boolean late =
                    night.filter(begun -> begun.date().isAfter(begins.date())).isPresent();
            if (!late) {
                night = Optional.of(new Night(begins.date(), now));
            }
        } else if (signal instanceof Signal.ChainEnded ended) {
            end(ended.end());
        }
    }

    private void end(ChainEnd end) {
        ActiveRun run = runs.get(end.day());
        if (run == null || !run.run().id().equals(end.run()) || run.ended().contains(end.chain())) {
            return;
        }
        freeAt(end.day().log(), end.free());
        if (end.outcome() == ChainEnd.Outcome.DONE) {
            done(end.day());
        } else if (end.outcome() == ChainEnd.Outcome.NOTHING) {
            done(end.day());
            gone.add(end.day());
            if (run.run().force()) {
                // Who forces it asks although it is gone, and has the answer.
                failed.put(end.day(), now);
            }
        } else {
            boolean hasFailed = end.outcome() == ChainEnd.Outcome.FAILED;
            if (hasFailed) {
                failed.put(end.day(), now);
            }
            keep(run.withEnded(end.chain(), hasFailed));
        }
    }

    void learn(ActiveRun run, RunWatch.Fate fate) {
        if (fate instanceof RunWatch.Fate.Done) {
            done(run.day());
        } else if (fate instanceof RunWatch.Fate.Failed) {
            failed.put(run.day(), now);
            runs.remove(run.day());
        } else if (fate instanceof RunWatch.Fate.Lost) {
            lost.add(run);
            runs.remove(run.day());
        } else if (fate instanceof RunWatch.Fate.GoesOn on) {
            keep(run.withQuietUntil(on.quietUntil()));
        }
    }

    /** The runs of which this step has found that their messages are gone. */
    List<ActiveRun> lost() {
        return List.copyOf(lost);
    }

    private void done(ArchiveDay day) {
        failed.remove(day);
        runs.remove(day);
    }

    private void keep(ActiveRun run) {
        if (run.isOver()) {
            runs.remove(run.day());
        } else {
            runs.put(run.day(), run);
        }
    }

    /** Whether what was planned is used up, and there was more. */
    boolean needsPlan() {
        return more.stream()
                .anyMatch(log -> wishes.stream().noneMatch(wish -> wish.day().log() == log));
    }

    /** Takes over what is next, and how far the orders are. */
    void plan(Agenda agenda, Map<CallLog, LogInventory> known) {
        wishes = new ArrayList<>(agenda.wishes());
        more.clear();
        more.addAll(agenda.more());
        plannedAt = now;
        failed.entrySet()
                .removeIf(day -> known.getOrDefault(day.getKey().log(), LogInventory.NOTHING)
                        .file(day.getKey().date())
                        .filter(file -> file.isReadSince(day.getValue()))
                        .isPresent());
        gone.removeIf(day -> known.getOrDefault(day.log(), LogInventory.NOTHING)
                .file(day.date())
                .isPresent());
        orders.keySet().retainAll(agenda.left().keySet());
        agenda.left()
                .forEach((id, left) ->
                        orders.merge(id, Schedule.Progress.of(left), (before, now) -> before.after(left)));
    }

    /** The open orders of which nothing is left, with what they came to. */
    Map<String, Schedule.Progress> fulfilled() {
        Map<String, Schedule.Progress> none = new HashMap<>(orders);
        none.values().removeIf(progress -> progress.left() > 0);
        return none;
    }

    void wakeAt(Instant time) {
        nextTick = time;
    }

    /** What is to be begun next, of that for which there is room: a day, or one more chain of one that is on its way. */
    Optional<Wish> nextWish() {
        Optional<Wish> wish = wishes.stream()
                .filter(next -> hasRoom(next.day().log(), next.reason()))
                .findFirst();
        Optional<ActiveRun> run = nextRun();
        boolean runFirst = run.isPresent()
                && wish.filter(next -> Planner.classOf(next.reason())
                                < Planner.classOf(run.get().run().reason()))
                        .isEmpty();
        return runFirst ? Optional.empty() : wish;
    }

    /** A run on its way of which one more chain can be begun. */
    Optional<ActiveRun> nextRun() {
        return runs.values().stream()
                .filter(ActiveRun::hasChainsToBegin)
                .filter(run -> hasRoom(run.day().log(), run.run().reason()))
                .min(Comparator.comparingInt(run -> Planner.classOf(run.run().reason())));
    }

    void drop(Wish wish) {
        wishes.remove(wish);
    }

    /** A day that somebody else is reading: looked at again with the next tick. */
    void postpone(Wish wish) {
        wishes.remove(wish);
        more.add(wish.day().log());
    }

    ActiveRun begin(ArchiveDay day, Run run) {
        ActiveRun begun = ActiveRun.of(day, run, now);
        runs.put(day, begun);
        return begun;
    }

    /** Grants the run one more chain: the first request to Graph it may make, and when. */
    PageGrant grant(ActiveRun run) {
        CallLog log = run.day().log();
        Instant due = later(now, placeOf(log));
        Instant newest = newestGrant.get(log);
        if (newest != null) {
            due = later(due, newest.plus(limits.betweenRequestsOfALog()));
        }
        newestGrant.put(log, due);
        keep(run.withOneMore(now));
        return new PageGrant(run.day(), run.run(), run.granted(), due);
    }

    /** A chain that may be begun. */
    record PageGrant(ArchiveDay day, Run run, int chain, Instant due) {}

    /** The chains that were granted, and never begun, because the process died; granted once more. */
    List<PageGrant> unsent(Duration within) {
        List<PageGrant> lost = new ArrayList<>();
        for (ActiveRun run : runs()) {
            if (!run.unsent().isEmpty() && run.grantedAt().plus(within).isBefore(now)) {
                run.unsent().forEach(chain -> lost.add(new PageGrant(run.day(), run.run(), chain, now)));
                keep(run.grantedAgain(now));
            }
        }
        return lost;
    }

    /** Its first page is in the queue. */
    void noteAsBegun(PageGrant grant) {
        ActiveRun run = runs.get(grant.day());
        if (run != null && run.run().id().equals(grant.run().id())) {
            keep(run.withSent(grant.chain()));
        }
    }

    private boolean hasRoom(CallLog log, Reason reason) {
        // The night's yesterday need not stand behind what waits for hours.
        boolean urgent = reason == Reason.NIGHTLY;
        int ofAll = 0;
        int ofLog = 0;
        for (ActiveRun run : runs.values()) {
            int asking = urgent && run.isQuiet(now) ? 0 : run.asking();
            ofAll += asking;
            ofLog += run.day().log() == log ? asking : 0;
        }
        return ofAll < limits.chainsOfAll() && ofLog < limits.chainsOfALog();
    }

    private void freeAt(CallLog log, Instant time) {
        List<Instant> times = new ArrayList<>(freeOf(log));
        times.add(time);
        free.put(log, times);
    }

    /**
     * From when a chain of the log may ask: at once, unless it has to take the place of one that has asked just now. Of
     * its own log if that has no other, or of any if the app has none.
     */
    private Instant placeOf(CallLog log) {
        if (asking(log) + freeOf(log).size() >= limits.chainsOfALog()) {
            return takeFirst(List.of(log));
        }
        int ofAll = 0;
        for (CallLog any : CallLog.values()) {
            ofAll += asking(any) + freeOf(any).size();
        }
        return ofAll >= limits.chainsOfAll() ? takeFirst(List.of(CallLog.values())) : now;
    }

    private Instant takeFirst(List<CallLog> logs) {
        Optional<CallLog> log = logs.stream()
                .filter(any -> !freeOf(any).isEmpty())
                .min(Comparator.comparing(any -> Collections.min(freeOf(any))));
        if (log.isEmpty()) {
            return now;
        }
        List<Instant> times = new ArrayList<>(freeOf(log.get()));
        Instant first = Collections.min(times);
        times.remove(first);
        free.put(log.get(), times);
        return first;
    }

    private List<Instant> freeOf(CallLog log) {
        return free.getOrDefault(log, List.of());
    }

    private int asking(CallLog log) {
        return runs.values().stream()
                .filter(run -> run.day().log() == log)
                .mapToInt(ActiveRun::asking)
                .sum();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
