package io.callarchive.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The status page with its headers, and whatever a test lets the app answer, on loopback. */
final class PageServer implements AutoCloseable {
    /** A request of the page's script. */
    record Asked(String method, URI uri, String accept, Optional<String> key, String body) {}

    /** An answer to it; a status from 400 on is a problem document. */
    record Answer(int status, String json) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();

    private final StatusPage page = new StatusPage();
    private final HttpServer server;
    private final Function<Asked, Answer> answers;

    private PageServer(HttpServer server, Function<Asked, Answer> answers) {
        this.server = server;
        this.answers = answers;
    }

    static PageServer start(Function<Asked, Answer> answers) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        PageServer started = new PageServer(HttpServer.create(new InetSocketAddress(loopback, 0), 0), answers);
        started.server.createContext("/", started::handle);
        started.server.start();
        return started;
    }

    URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + pathAndQuery);
    }

    /** The bodies of what was posted to a path. */
    List<String> posted(String path) {
        return asked.stream()
                .filter(request -> request.method().equals("POST"))
                .filter(request -> request.uri().getPath().equals(path))
                .map(Asked::body)
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String accept = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept"))
                    .orElse("");
            if (accept.contains("text/html")) {
                page.headers().forEach(exchange.getResponseHeaders()::set);
                send(exchange, 200, page.html());
                return;
            }
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Optional<String> key =
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-functions-key"));
            Asked request = new Asked(exchange.getRequestMethod(), exchange.getRequestURI(), accept, key, body);
            asked.add(request);
            Answer answer = answers.apply(request);
            exchange.getResponseHeaders()
                    .set("Content-Type", answer.status() < 400 ? "application/json" : "application/problem+json");
            send(exchange, answer.status(), answer.json());
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
