package io.callarchive.local.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Sends an answer over its connection, or as much of it as the answer says. */
final class AnswerSender {
    private static final int WORTH_COMPRESSING = 256;

    private AnswerSender() {}

    /** A late answer waits without a thread. */
    static void send(HttpExchange exchange, SimulatorAnswer answer) {
        Duration delay = answer.delay();
        if (delay.isZero()) {
            sendNow(exchange, answer);
        } else {
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> sendNow(exchange, answer));
        }
    }

    private static void sendNow(HttpExchange exchange, SimulatorAnswer answer) {
        if (answer.lacksItsLastChunk()) {
            sendWithoutLastChunk(exchange, answer);
            return;
        }
        try (exchange) {
            if (!answer.isDropped()) {
                answer.headers().forEach(exchange.getResponseHeaders()::set);
                sendBody(exchange, answer);
            }
        } catch (IOException e) {
            // The client has gone: there is nobody left to tell.
            exchange.close();
        }
    }

    /** An exchange that is closed sends its last chunk; what a handler throws closes the connection as it is. */
    private static void sendWithoutLastChunk(HttpExchange exchange, SimulatorAnswer answer) {
        try {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), 0);
            exchange.getResponseBody().write(answer.body());
            exchange.getResponseBody().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the last chunk is not sent");
    }

    private static void sendBody(HttpExchange exchange, SimulatorAnswer answer) throws IOException {
        byte[] body = answer.body();
        if (answer.bytesSent().isPresent()) {
            exchange.sendResponseHeaders(answer.status(), body.length);
            OutputStream out = exchange.getResponseBody();
            out.write(body, 0, answer.bytesSent().getAsInt());
            out.flush();
        } else if (body.length == 0) {
            exchange.sendResponseHeaders(answer.status(), -1);
        } else if (wantsGzip(exchange, answer)) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            write(exchange, answer.status(), gzip(body));
        } else {
            write(exchange, answer.status(), body);
        }
    }

    private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static boolean wantsGzip(HttpExchange exchange, SimulatorAnswer answer) {
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        return accepted != null
                && accepted.toLowerCase(Locale.ROOT).contains("gzip")
                && answer.header("Content-Encoding").isEmpty()
                && answer.body().length >= WORTH_COMPRESSING;
    }

    static byte[] gzip(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
