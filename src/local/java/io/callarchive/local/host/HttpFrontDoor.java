package io.callarchive.local.host;

import com.microsoft.azure.functions.HttpStatus;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Serves the HTTP functions and the host's own paths on loopback. */
final class HttpFrontDoor implements Listener {
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final List<HttpRoute> routes;
    private final AdminPaths admin;
    private final Invoker invoker;
    private final @Nullable String functionKey;

    /** @param functionKey what a function that needs a key asks for; without one every function is open */
    HttpFrontDoor(int port, List<HttpRoute> routes, AdminPaths admin, Invoker invoker, @Nullable String functionKey)
            throws IOException {
        this.routes = List.copyOf(routes);
        this.admin = admin;
        this.invoker = invoker;
        this.functionKey = functionKey;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(workers);
        server.createContext("/", this::handle);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public void stop() {
        workers.shutdown();
    }

    @Override
    public void awaitIdle(Duration patience) throws InterruptedException {
        boolean unused = workers.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            TriggerRequest request = TriggerRequest.from(exchange);
            String path = exchange.getRequestURI().getPath();
            TriggerResponse response =
                    path.startsWith("/admin/") ? admin.answer(request, path) : callFunction(request, path);
            response.writeTo(exchange);
        }
    }

    /** Also for a known path with another method: the real host answers 404, not 405. */
    private TriggerResponse callFunction(TriggerRequest request, String path) {
        for (HttpRoute route : routes) {
            Optional<Map<String, String>> parameters = route.match(request.method(), path);
            if (parameters.isPresent()) {
                return isAllowed(request, route)
                        ? call(route.function(), request, parameters.get())
                        : new TriggerResponse(HttpStatus.UNAUTHORIZED);
            }
        }
        return new TriggerResponse(HttpStatus.NOT_FOUND);
    }

    private TriggerResponse call(StagedFunction function, TriggerRequest request, Map<String, String> parameters) {
        Invoker.Outcome outcome = invoker.invoke(function, request, parameters);
        return outcome.succeeded()
                ? TriggerResponse.of(outcome.result())
                : new TriggerResponse(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    private boolean isAllowed(TriggerRequest request, HttpRoute route) {
        return !route.trigger().needsKey()
                || functionKey == null
                || functionKey.equals(request.query().get("code"))
                || functionKey.equals(request.headers().get("x-functions-key"));
    }
}
