package io.callarchive.local.host;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Lines {@code time level function message}; from many threads, a line is never torn. */
final class HostLog {
    private static final String HOST = "Host";

    private final Clock clock;
    private final Consumer<String> sink;
    private final boolean stackTraces;

    HostLog(Clock clock, Consumer<String> sink, boolean stackTraces) {
        this.clock = clock;
        this.sink = sink;
        this.stackTraces = stackTraces;
    }

    void info(String message) {
        line("INFO", HOST, message);
    }

    void error(String message) {
        line("ERROR", HOST, message);
    }

    void succeeded(String function, long milliseconds) {
        line("INFO", function, "succeeded in " + milliseconds + " ms");
    }

    void failed(String function, Throwable cause) {
        line("ERROR", function, "failed: " + described(cause));
    }

    /** The real host drops what is below Information unless host.json says otherwise. */
    Logger loggerOf(String function) {
        Logger logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.INFO);
        logger.addHandler(new FunctionLines(function));
        return logger;
    }

    private void line(String level, String function, String message) {
        sink.accept(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + level + " " + function + " " + message);
    }

    private String described(Throwable cause) {
        String line = cause.getClass().getName() + ": " + cause.getMessage();
        if (!stackTraces) {
            return line;
        }
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        return line + System.lineSeparator() + trace;
    }

    private final class FunctionLines extends Handler {
        private final String function;

        FunctionLines(String function) {
            this.function = function;
            setFormatter(new SimpleFormatter());
        }

        @Override
        public void publish(LogRecord record) {
            String message = getFormatter().formatMessage(record);
            Throwable thrown = record.getThrown();
            line(record.getLevel().getName(), function, thrown == null ? message : message + ": " + described(thrown));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
