package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import io.callarchive.EventLine;
import io.callarchive.Events;
import java.util.logging.Level;

/** Events as log lines of the invocation, so that Application Insights ties them to it. */
final class LogEvents implements Events {
    private final ExecutionContext context;

    LogEvents(ExecutionContext context) {
        this.context = context;
    }

    @Override
    public void say(EventLine line) {
        context.getLogger().log(line.isWarning() ? Level.WARNING : Level.INFO, line.toString());
    }
}
