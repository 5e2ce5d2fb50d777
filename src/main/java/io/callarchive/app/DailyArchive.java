package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FixedDelayRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.callarchive.plan.ConductorQueue;
import io.callarchive.plan.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Begins the night: tells the conductor, which does the rest. Safe to repeat. The host tries it again when it throws, and
 * what a night could not begin the next one finds.
 */
public final class DailyArchive {
    private final ConductorQueue conductor;
    private final Clock clock;

    DailyArchive(ConductorQueue conductor, Clock clock) {
        this.conductor = conductor;
        this.clock = clock;
    }

    /** One message. */
    @FunctionName("DailyArchive")
    @FixedDelayRetry(maxRetryCount = 10, delayInterval = "00:05:00")
    public void run(
            @TimerTrigger(name = "timer", schedule = "%ARCHIVE_SCHEDULE%") String timer, ExecutionContext context) {
        Instant due = TimerTick.dueAt(timer, clock.instant());
        conductor.send(new Signal.NightBegins(LocalDate.ofInstant(due, ZoneOffset.UTC)), Duration.ZERO);
    }
}
