package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;

/** Archives yesterday's logs every night. */
public final class DailyArchive {
    @FunctionName("DailyArchive")
    public void run(
            @TimerTrigger(name = "timer", schedule = "%ARCHIVE_SCHEDULE%") String timer, ExecutionContext context) {}
}
