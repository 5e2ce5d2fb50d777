package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.callarchive.status.StateReport;

/** Every hour: writes how things stand for each log, for the alerts. Reads only; safe to repeat. */
public final class ReportState {
    private final StateReport report;

    ReportState(StateReport report) {
        this.report = report;
    }

    /** One line a log. */
    @FunctionName("ReportState")
    public void run(@TimerTrigger(name = "timer", schedule = "0 10 * * * *") String timer, ExecutionContext context) {
        report.ofNow(new LogEvents(context));
    }
}
