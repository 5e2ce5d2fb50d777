package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.callarchive.plan.NightlyRun;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Starts the nightly runs. When it dies halfway it is not fired again, but the next night finds what is missing. */
public final class DailyArchive {
    private final NightlyRun night;
    private final Clock clock;

    DailyArchive(NightlyRun night, Clock clock) {
        this.night = night;
        this.clock = clock;
    }

    /** One run for each day that is due. */
    @FunctionName("DailyArchive")
    public void run(
            @TimerTrigger(name = "timer", schedule = "%ARCHIVE_SCHEDULE%") String timer, ExecutionContext context) {
        Instant due = TimerTick.dueAt(timer, clock.instant());
        night.begin(LocalDate.ofInstant(due, ZoneOffset.UTC), new LogEvents(context));
    }
}
