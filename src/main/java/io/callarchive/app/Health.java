package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.callarchive.HealthCheck;
import io.callarchive.web.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells whether the app has what it needs. */
public final class Health {
    private final Caller caller;
    private final Map<String, HealthCheck.Probe> probes;

    Health(Caller caller, Map<String, HealthCheck.Probe> probes) {
        this.caller = caller;
        this.probes = probes;
    }

    /** 200 if everything is there, 503 with words if not. */
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
            List<HealthCheck> checks = new ArrayList<>();
            probes.forEach((name, probe) -> checks.add(look(name, probe, context)));
            boolean ok = checks.stream().allMatch(HealthCheck::ok);
            return Caller.json(asked, ok ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, Answers.health(ok, checks));
        });
    }

    private static HealthCheck look(String name, HealthCheck.Probe probe, ExecutionContext context) {
        try {
            return probe.look();
        } catch (RuntimeException e) {
            // What a client's exception says may hold addresses and headers: it is for the log, not for the caller.
            context.getLogger().warning("health: " + name + ": " + e);
            return new HealthCheck(
                    name,
                    false,
                    "cannot be reached, or the identity has no right to it ("
                            + e.getClass().getSimpleName() + "); the log has the exception");
        }
    }
}
