package io.callarchive.local.host;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs a function once and writes how it went to the log; the outcome is a value, never an exception. */
final class Invoker {
    private final HostLog log;

    Invoker(HostLog log) {
        this.log = log;
    }

    Outcome invoke(StagedFunction function, Object payload) {
        return invoke(function, payload, Map.of());
    }

    Outcome invoke(StagedFunction function, Object payload, Map<String, String> routeParameters) {
        long start = System.nanoTime();
        try {
            Object result = function.invoke(new Call(payload, routeParameters, contextOf(function)));
            log.succeeded(function.name(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            return new Outcome(true, result);
        } catch (Throwable e) { // an Error of the app must not take the host down
            log.failed(function.name(), e);
            return new Outcome(false, null);
        }
    }

    private ExecutionContext contextOf(StagedFunction function) {
        return new InvocationContext(
                log.loggerOf(function.name()), UUID.randomUUID().toString(), function.name());
    }

    /** @param result what the method returned */
    record Outcome(boolean succeeded, @Nullable Object result) {}

    private record InvocationContext(Logger getLogger, String getInvocationId, String getFunctionName)
            implements ExecutionContext {}
}
