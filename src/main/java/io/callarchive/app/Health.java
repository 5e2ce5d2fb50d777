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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells whether the app has what it needs. */
public final class Health {
    /** Longer than a token alone may take, and with a cold start before it still no more than ten seconds. */
    private static final int PATIENCE_SECONDS = 6;

    private final Caller caller;
    private final Map<String, HealthCheck.Probe> probes;
    private final Supplier<HealthAnswer.About> about;
    private final HealthAnswer.About nothing;
    private final Executor executor;
    private final Clock clock;

    /**
     * All probes look at once.
     *
     * @param nothing what is told of the app where the storage does not answer
     * @param executor with a thread for each of them, also if others hang
     */
    Health(
            Caller caller,
            Map<String, HealthCheck.Probe> probes,
            Supplier<HealthAnswer.About> about,
            HealthAnswer.About nothing,
            Executor executor,
            Clock clock) {
        this.caller = caller;
        this.probes = probes;
        this.about = about;
        this.nothing = nothing;
        this.executor = executor;
        this.clock = clock;
    }

    /** 200 if nothing fails, 503 if anything does, in words; within ten seconds, whatever hangs. */
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
            CompletableFuture<HealthAnswer.About> told = CompletableFuture.supplyAsync(about, executor)
                    .completeOnTimeout(nothing, PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(e -> nothing);
            List<HealthCheck> checks =
                    running.stream().map(CompletableFuture::join).toList();
            HttpStatus status = HealthAnswer.verdict(checks) == HealthCheck.Verdict.FAIL
                    ? HttpStatus.SERVICE_UNAVAILABLE
                    : HttpStatus.OK;
            return Caller.document(
                    asked, status, HealthAnswer.TYPE, HealthAnswer.of(told.join(), checks, clock.instant()));
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
            return HealthCheck.fail(name, words);
        }
    }

    private static HealthCheck silent(String name) {
        return HealthCheck.fail(name, "gave no answer within " + PATIENCE_SECONDS + " seconds");
    }
}
