package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.callarchive.Planner;
import io.callarchive.RunStarter;
import java.time.Clock;
import java.time.LocalDate;

/** Starts the nightly runs. When it dies halfway it is not fired again, but the next night finds what is missing. */
public final class DailyArchive {
    private final Planner planner;
    private final RunStarter starter;
    private final Clock clock;

    DailyArchive(Planner planner, RunStarter starter, Clock clock) {
        this.planner = planner;
        this.starter = starter;
        this.clock = clock;
    }

    /** One run for each log that is due. */
    @FunctionName("DailyArchive")
    public void run(
            @TimerTrigger(name = "timer", schedule = "%ARCHIVE_SCHEDULE%") String timer, ExecutionContext context) {
        LogEvents events = new LogEvents(context);
        planner.nightly(LocalDate.now(clock)).forEach(start -> starter.start(start, events));
    }
}
