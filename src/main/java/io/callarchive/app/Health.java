package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.callarchive.StorageFault;
import io.callarchive.status.HealthCheck;
import io.callarchive.storage.StorageCalls;
import io.callarchive.text.ForeignText;
import io.callarchive.web.HealthAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Tells whether the app has what it needs. */
public final class Health {
    /** Longer than a token alone may take, and with a cold start before it still no more than ten seconds. */
    private static final int PATIENCE_SECONDS = 6;

    private final Caller caller;
    private final Map<String, HealthCheck.Probe> probes;
    private final Executor executor;

    /**
     * All probes look at once.
     *
     * @param executor with a thread for each of them, also if others hang
     */
    Health(Caller caller, Map<String, HealthCheck.Probe> probes, Executor executor) {
        this.caller = caller;
        this.probes = probes;
        this.executor = executor;
    }

    /** 200 if everything is there, 503 with words if not; within ten seconds, whatever hangs. */
    @FunctionName("Health")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "health",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return caller.answer(request, asked -> {
            List<CompletableFuture<HealthCheck>> running = new ArrayList<>();
            probes.forEach((name, probe) ->
                    running.add(CompletableFuture.supplyAsync(() -> look(name, probe, context), executor)
                            .completeOnTimeout(silent(name), PATIENCE_SECONDS, TimeUnit.SECONDS)));
            List<HealthCheck> checks =
                    running.stream().map(CompletableFuture::join).toList();
            boolean ok = checks.stream().allMatch(HealthCheck::ok);
            return Caller.json(asked, ok ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, HealthAnswer.of(ok, checks));
        });
    }

    private static HealthCheck look(String name, HealthCheck.Probe probe, ExecutionContext context) {
        try {
            return probe.look();
        } catch (RuntimeException e) {
            String words = StorageCalls.fault(e) instanceof StorageFault fault
                    ? String.valueOf(fault.getMessage())
                    : ForeignText.ofCause(e);
            context.getLogger().warning("health: " + name + ": " + words);
            return new HealthCheck(name, false, words);
        }
    }

    private static HealthCheck silent(String name) {
        return new HealthCheck(name, false, "gave no answer within " + PATIENCE_SECONDS + " seconds");
    }
}
