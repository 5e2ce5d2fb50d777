package io.callarchive.local.simulator;

import com.sun.net.httpserver.HttpExchange;
import io.callarchive.CallLog;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A request as the simulator saw it.
 *
 * @param log empty when the path names none of the five functions
 * @param from empty when the window cannot be read
 * @param uri path and query as they came, still encoded
 * @param requestId the id that the answer carries
 * @param hasToken whether a bearer token came with it, right or wrong
 * @param status the status answered; 0 while there is no answer and when the connection was dropped
 */
public record SimulatorRequest(
        Instant receivedAt,
        String method,
        Optional<CallLog> log,
        Optional<Instant> from,
        Optional<Instant> to,
        int skip,
        URI uri,
        String requestId,
        Optional<String> clientRequestId,
        boolean hasToken,
        int status) {

    static SimulatorRequest of(HttpExchange exchange, Instant receivedAt, String requestId) {
        URI uri = exchange.getRequestURI();
        GraphPath path = GraphPath.of(uri);
        return new SimulatorRequest(
                receivedAt,
                exchange.getRequestMethod(),
                path.log(),
                path.from(),
                path.to(),
                path.skip(),
                uri,
                requestId,
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("client-request-id")),
                exchange.getRequestHeaders().getFirst("Authorization") != null,
                0);
    }

    SimulatorRequest answeredWith(int status) {
        return new SimulatorRequest(
                receivedAt, method, log, from, to, skip, uri, requestId, clientRequestId, hasToken, status);
    }
}
