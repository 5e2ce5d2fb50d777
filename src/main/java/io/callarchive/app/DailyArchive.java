package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.callarchive.NightlyRun;

/** Starts the nightly runs. When it dies halfway it is not fired again, but the next night finds what is missing. */
public final class DailyArchive {
    private final NightlyRun night;

    DailyArchive(NightlyRun night) {
        this.night = night;
    }

    /** One run for each day that is due. */
    @FunctionName("DailyArchive")
    public void run(
            @TimerTrigger(name = "timer", schedule = "%ARCHIVE_SCHEDULE%") String timer, ExecutionContext context) {
        night.begin(new LogEvents(context));
    }
}
