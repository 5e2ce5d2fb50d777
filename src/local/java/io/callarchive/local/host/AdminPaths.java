package io.callarchive.local.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.HttpStatus;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What the real host offers under {@code /admin}: its state, and running a timer or queue function once. A queue
 * function run this way has no message behind it, so a failure is not retried.
 */
final class AdminPaths {
    private static final String FUNCTIONS = "/admin/functions/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<StagedFunction> functions;
    private final Invoker invoker;
    private final Executor executor;
    private final Clock clock;

    AdminPaths(List<StagedFunction> functions, Invoker invoker, Executor executor, Clock clock) {
        this.functions = List.copyOf(functions);
        this.invoker = invoker;
        this.executor = executor;
        this.clock = clock;
    }

    TriggerResponse answer(TriggerRequest request, String path) {
        if (path.equals("/admin/host/status") && request.method().equals("GET")) {
            return new TriggerResponse(HttpStatus.OK)
                    .header("Content-Type", "application/json; charset=utf-8")
                    .body("{\"state\":\"Running\"}");
        }
        if (path.startsWith(FUNCTIONS) && request.method().equals("POST")) {
            return function(path.substring(FUNCTIONS.length()))
                    .map(function -> fire(function, request))
                    .orElseGet(() -> new TriggerResponse(HttpStatus.NOT_FOUND));
        }
        return new TriggerResponse(HttpStatus.NOT_FOUND);
    }

    private TriggerResponse fire(StagedFunction function, TriggerRequest request) {
        try {
            String input = JSON.readTree(request.body()).path("input").asText();
            if (function.trigger() instanceof Trigger.Http) {
                return refused(function.name() + " has an HTTP trigger: call its route");
            }
            String payload = function.trigger() instanceof Trigger.Timer timer
                    ? TimerPayload.of(
                            timer.schedule().nextAfter(clock.instant()).orElse(TimerPayload.NEVER))
                    : input;
            executor.execute(() -> {
                var unused = invoker.invoke(function, payload);
            });
            return new TriggerResponse(HttpStatus.ACCEPTED);
        } catch (JsonProcessingException e) {
            return refused("expected a body as {\"input\":\"...\"}");
        }
    }

    private Optional<StagedFunction> function(String name) {
        return functions.stream()
                .filter(function -> function.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static TriggerResponse refused(String why) {
        return new TriggerResponse(HttpStatus.BAD_REQUEST).body(why);
    }
}
