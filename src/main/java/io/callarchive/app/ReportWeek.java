package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.callarchive.status.StateReport;
import java.time.Clock;
import java.time.LocalDate;

/** Every Monday: writes what the week has brought, also if all is well. Reads only; safe to repeat. */
public final class ReportWeek {
    private final StateReport report;
    private final Clock clock;

    ReportWeek(StateReport report, Clock clock) {
        this.report = report;
        this.clock = clock;
    }

    /** One line. */
    @FunctionName("ReportWeek")
    public void run(@TimerTrigger(name = "timer", schedule = "0 0 7 * * 1") String timer, ExecutionContext context) {
        report.ofTheWeek(LocalDate.now(clock), new LogEvents(context));
    }
}
