package io.callarchive.app;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** An invocation's context whose log can be read. */
final class LogBook extends Handler {
    private final List<LogRecord> records = new ArrayList<>();
    private final Logger logger = Logger.getAnonymousLogger();
    private final ExecutionContext context = mock(ExecutionContext.class);

    LogBook() {
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
        when(context.getLogger()).thenReturn(logger);
    }

    ExecutionContext context() {
        return context;
    }

    /** The lines so far. */
    List<String> lines() {
        return records.stream().map(LogRecord::getMessage).toList();
    }

    List<Level> levels() {
        return records.stream().map(LogRecord::getLevel).toList();
    }

    @Override
    public void publish(LogRecord line) {
        records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
