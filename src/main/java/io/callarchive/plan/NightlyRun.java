package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event;
import io.callarchive.EventLog;
import io.callarchive.StorageFault;
import io.callarchive.dayfile.CheckQueue;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the timer sets off. Every night looks at all days of the history, so what one night could not begin, or began
 * and did not finish, the next one finds: nothing has to be remembered between them.
 */
public final class NightlyRun {
    private final List<CallLog> logs;
    private final Planner planner;
    private final Inventory inventory;
    private final RunStarter starter;
    private final CheckQueue checkQueue;

    public NightlyRun(
            Collection<CallLog> logs, Planner planner, Inventory inventory, RunStarter starter, CheckQueue checkQueue) {
        this.logs = List.copyOf(logs);
        this.planner = planner;
        this.inventory = inventory;
        this.starter = starter;
        this.checkQueue = checkQueue;
    }

    /**
     * Starts the days that are due, and asks again for the checks that never came to an end.
     *
     * <p>A night that cannot look at the lake, right after a deployment for instance, whose role assignments take some
     * minutes, starts what it need not look for: yesterday. Its messages wait for the storage, as this cannot; the rest
     * is the next night's.
     *
     * @param today the date of the night, which is that of the schedule
     */
    public void begin(LocalDate today, EventLog events) {
        Map<CallLog, LogInventory> known;
        try {
            known = inventory.look(logs, planner.horizon(today), today.minusDays(1));
        } catch (StorageFault e) {
            if (!e.mayPass()) {
                throw e;
            }
            events.log(Event.ofUnknownDay(Event.Name.THROTTLED)
                    .with("night", today)
                    .with(e.problem())
                    .asWarning());
            planner.yesterday(today).starts().forEach(start -> starter.start(start, events));
            return;
        }
        planner.nightly(today, known).starts().forEach(start -> starter.start(start, events));
        known.forEach((log, of) ->
                of.unchecked().forEach((date, file) -> checkQueue.ask(new ArchiveDay(log, date), file.run())));
    }
}
