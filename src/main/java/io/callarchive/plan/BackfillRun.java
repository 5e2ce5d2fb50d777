package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.EventLog;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a person sets off: chosen days, with the same plan and pace as the nightly run's. */
public final class BackfillRun {
    /** Of the days just archived, so that the pace of a log is known also where none of the asked days is. */
    private static final int DAYS_THAT_TELL_THE_SIZE = 7;

    private final Planner planner;
    private final Inventory inventory;
    private final RunStarter starter;
    private final Clock clock;

    public BackfillRun(Planner planner, Inventory inventory, RunStarter starter, Clock clock) {
        this.planner = planner;
        this.inventory = inventory;
        this.starter = starter;
        this.clock = clock;
    }

    /**
     * What would be read.
     *
     * @param days at least one
     * @param force also settled days, and days that Microsoft has begun to delete; a smaller answer replaces the file
     */
    public Plan plan(Collection<ArchiveDay> days, boolean force) {
        List<LocalDate> dates = days.stream().map(ArchiveDay::date).sorted().toList();
        List<CallLog> logs = days.stream().map(ArchiveDay::log).distinct().toList();
        LocalDate today = LocalDate.now(clock);
        LocalDate first = earlier(dates.get(0), today.minusDays(DAYS_THAT_TELL_THE_SIZE));
        Map<CallLog, LogInventory> known = inventory.look(logs, first, today);
        return planner.backfill(List.copyOf(days), force, today, known);
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    /** Starts what the plan says. Done twice it makes two runs of each day, of which one becomes the file. */
    public void begin(Plan plan, EventLog events) {
        plan.starts().forEach(start -> starter.start(start, events));
    }
}
