package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import io.callarchive.Event;
import io.callarchive.EventLog;
import java.util.logging.Level;

/** Events as log lines of the invocation, so that Application Insights ties them to it. */
final class LogEvents implements EventLog {
    private final ExecutionContext context;

    LogEvents(ExecutionContext context) {
        this.context = context;
    }

    @Override
    public void log(Event line) {
        context.getLogger().log(line.isWarning() ? Level.WARNING : Level.INFO, line.toString());
    }
}
