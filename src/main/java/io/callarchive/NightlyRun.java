package io.callarchive;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/**
 * What the timer sets off. Every night looks at all days of the history, so what one night could not begin, or began
 * and did not finish, the next one finds: nothing has to be remembered between them.
 */
public final class NightlyRun {
    private final List<CallLog> logs;
    private final Planner planner;
    private final Knowledge knowledge;
    private final RunStarter starter;
    private final Clock clock;

    public NightlyRun(Collection<CallLog> logs, Planner planner, Knowledge knowledge, RunStarter starter, Clock clock) {
        this.logs = List.copyOf(logs);
        this.planner = planner;
        this.knowledge = knowledge;
        this.starter = starter;
        this.clock = clock;
    }

    /** Starts the days that are due. */
    public void begin(Events events) {
        LocalDate today = LocalDate.now(clock);
        Plan plan = planner.nightly(today, knowledge.of(logs, planner.horizon(today), today.minusDays(1)));
        plan.starts().forEach(start -> starter.start(start, events));
    }
}
