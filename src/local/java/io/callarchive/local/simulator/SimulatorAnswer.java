package io.callarchive.local.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** An answer of the simulator and how it travels: whole, cut off, late, or not at all. Immutable. */
public final class SimulatorAnswer {
    private static final String JSON = "application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8";
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Duration delay;
    private final OptionalInt bytesSent;
    private final boolean lastChunkMissing;

    private SimulatorAnswer(
            int status,
            Map<String, String> headers,
            byte[] body,
            Duration delay,
            OptionalInt bytesSent,
            boolean lastChunkMissing) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.delay = delay;
        this.bytesSent = bytesSent;
        this.lastChunkMissing = lastChunkMissing;
    }

    public static SimulatorAnswer of(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    public static SimulatorAnswer of(int status, String contentType, byte[] body) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", contentType);
        return new SimulatorAnswer(status, headers, body.clone(), Duration.ZERO, OptionalInt.empty(), false);
    }

    public static SimulatorAnswer json(int status, String body) {
        return of(status, JSON, body);
    }

    public static SimulatorAnswer json(int status, byte[] body) {
        return of(status, JSON, body);
    }

    /** Graph's way of saying no to that request. */
    public static SimulatorAnswer error(SimulatorRequest request, int status, String code, String message) {
        String inner = "\"date\":\"" + SECONDS.format(request.receivedAt()) + "\",\"request-id\":\""
                + request.requestId() + "\",\"client-request-id\":\""
                + request.clientRequestId().orElse(request.requestId()) + "\"";
        return json(
                status,
                "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\",\"innerError\":{" + inner
                        + "}}}");
    }

    /** Too many requests: come back after that many seconds. */
    public static SimulatorAnswer throttled(SimulatorRequest request, long retryAfterSeconds) {
        return error(request, 429, "TooManyRequests", "The limit of requests per minute is reached.")
                .header("Retry-After", Long.toString(retryAfterSeconds));
    }

    /** The connection is closed without a byte of answer. */
    public static SimulatorAnswer dropped() {
        return new SimulatorAnswer(0, Map.of(), new byte[0], Duration.ZERO, OptionalInt.empty(), false);
    }

    public SimulatorAnswer header(String name, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new SimulatorAnswer(status, more, body, delay, bytesSent, lastChunkMissing);
    }

    /** The same answer without that header. */
    public SimulatorAnswer withoutHeader(String name) {
        Map<String, String> fewer = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fewer.putAll(headers);
        fewer.remove(name);
        return new SimulatorAnswer(status, fewer, body, delay, bytesSent, lastChunkMissing);
    }

    /** The same answer with another body. */
    public SimulatorAnswer withBody(byte[] other) {
        return new SimulatorAnswer(status, headers, other.clone(), delay, bytesSent, lastChunkMissing);
    }

    /** Announces the whole body, sends its first bytes only and closes the connection. */
    public SimulatorAnswer cutOffAfter(int bytes) {
        if (bytes < 0 || bytes >= body.length) {
            throw new IllegalArgumentException("Of " + body.length + " bytes, " + bytes + " is not a part.");
        }
        return new SimulatorAnswer(status, headers, body, delay, OptionalInt.of(bytes), false);
    }

    /** Sends the body in chunks and closes the connection before the one that says that it was the last. */
    public SimulatorAnswer withoutLastChunk() {
        return new SimulatorAnswer(status, headers, body, delay, OptionalInt.empty(), true);
    }

    /** The same answer, sent that much later by the real clock. */
    public SimulatorAnswer after(Duration delay) {
        return new SimulatorAnswer(status, headers, body, delay, bytesSent, lastChunkMissing);
    }

    public int status() {
        return status;
    }

    public byte[] body() {
        return body.clone();
    }

    boolean isDropped() {
        return status == 0;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    Map<String, String> headers() {
        return headers;
    }

    Duration delay() {
        return delay;
    }

    OptionalInt bytesSent() {
        return bytesSent;
    }

    boolean lacksItsLastChunk() {
        return lastChunkMissing;
    }
}
