package io.callarchive.local.simulator;

import com.sun.net.httpserver.HttpExchange;
import io.callarchive.CallLog;
import io.callarchive.local.tenant.SimulatedTenant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Microsoft Graph beta for the five telephony logs, on a free port of this machine, with the tokens, limits and
 * oddities of the real one. Safe for many threads; settings changed during a request hold from the next one on.
 */
public final class GraphSimulator implements AutoCloseable {
    private static final Set<String> ROLES = Set.of("CallRecord-PstnCalls.Read.All", "CallRecords.Read.All");

    private final SimulatedTenant tenant;
    private final InstantSource clock;
    private final RequestJournal journal = new RequestJournal();
    private final AtomicLong requestNumber = new AtomicLong();
    private final LoopbackServer server;
    private volatile Function<SimulatorRequest, Optional<SimulatorAnswer>> script = request -> Optional.empty();
    private volatile ThrottleWindow throttle = new ThrottleWindow(50, 200);
    private volatile String audience = "https://graph.microsoft.com";
    private volatile int pageSize = 1_000;
    private volatile boolean withEmptyPage = true;

    /** Starts at once; the clock is what tokens expire by and what the limits count by. */
    public GraphSimulator(SimulatedTenant tenant, InstantSource clock) {
        this.tenant = tenant;
        this.clock = clock;
        this.server = LoopbackServer.start("graph-simulator", this::handle);
    }

    /** The base URL to give the app, such as {@code http://127.0.0.1:40001/beta}. */
    public URI endpoint() {
        return server.uri(GraphPath.BASE);
    }

    /** The largest number of rows in one answer; 1,000 unless set. */
    public void pageSize(int rows) {
        pageSize = rows;
    }

    /** Whether a direct-routing log of several pages has an empty one in second place; it has unless set. */
    public void emptyPage(boolean present) {
        withEmptyPage = present;
    }

    /** The {@code aud} that a token must have. */
    public void audience(String audience) {
        this.audience = audience;
    }

    /** Requests within 60 seconds, of one log and of all; counting starts anew. Graph's are 50 and 200. */
    public void limits(int perLog, int overall) {
        throttle = new ThrottleWindow(perLog, overall);
    }

    public void withoutLimits() {
        limits(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Asked before the simulator answers itself, tokens and limits included; it may answer in its place. */
    public void answer(Function<SimulatorRequest, Optional<SimulatorAnswer>> script) {
        this.script = script;
    }

    /** Spoils the first answer to each address, with these in turn; who asks again gets a good one. */
    public void odd(List<Oddity> oddities) {
        answer(Oddity.onceAPage(this, oddities));
    }

    /** The page that a request would get with a good token and within the limits; for scripts that spoil it. */
    public SimulatorAnswer usual(SimulatorRequest request) {
        if (request.log().isEmpty()) {
            return SimulatorAnswer.error(request, 404, "ResourceNotFound", "There is no such function here.");
        }
        if (request.from().isEmpty() || request.to().isEmpty()) {
            return SimulatorAnswer.error(request, 400, "BadRequest", "The window cannot be read.");
        }
        CallLog log = request.log().get();
        return new GraphPages(tenant, endpoint(), pageSize, withEmptyPage)
                .page(request, log, request.from().get(), request.to().get());
    }

    /** Every request so far, in the order of arrival. */
    public List<SimulatorRequest> requests() {
        return journal.all();
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) {
        SimulatorRequest request = SimulatorRequest.of(exchange, clock.instant(), nextRequestId());
        int number = journal.arrived(request);
        SimulatorAnswer answer = decide(exchange, request);
        journal.answered(number, answer.status());
        exchange.getResponseHeaders().set("request-id", request.requestId());
        request.clientRequestId().ifPresent(id -> exchange.getResponseHeaders().set("client-request-id", id));
        exchange.getResponseHeaders().set("Cache-Control", "private");
        exchange.getResponseHeaders().set("OData-Version", "4.0");
        AnswerSender.send(exchange, answer);
    }

    private SimulatorAnswer decide(HttpExchange exchange, SimulatorRequest request) {
        try {
            return script.apply(request)
                    .or(() -> refusal(exchange, request))
                    .or(() -> throttling(request))
                    .orElseGet(() -> usual(request));
        } catch (RuntimeException e) {
            return SimulatorAnswer.of(500, "text/plain", "The simulator failed: " + e);
        }
    }

    private Optional<SimulatorAnswer> refusal(HttpExchange exchange, SimulatorRequest request) {
        if (!request.method().equals("GET")) {
            return Optional.of(SimulatorAnswer.error(request, 405, "MethodNotAllowed", "Only GET is understood."));
        }
        Optional<AccessToken> token =
                AccessToken.ofHeader(exchange.getRequestHeaders().getFirst("Authorization"));
        Instant now = clock.instant();
        if (token.filter(it -> it.audience().equals(audience) && it.expiresAt().isAfter(now))
                .isEmpty()) {
            return Optional.of(SimulatorAnswer.error(
                    request, 401, "InvalidAuthenticationToken", "The token is missing, expired or for someone else."));
        }
        if (token.get().roles().stream().noneMatch(ROLES::contains)) {
            return Optional.of(SimulatorAnswer.error(
                    request, 403, "Forbidden", "The application lacks the role CallRecord-PstnCalls.Read.All."));
        }
        return Optional.empty();
    }

    private Optional<SimulatorAnswer> throttling(SimulatorRequest request) {
        OptionalLong seconds = request.log()
                .map(log -> throttle.secondsToWait(log, clock.instant()))
                .orElse(OptionalLong.empty());
        return seconds.isPresent()
                ? Optional.of(SimulatorAnswer.throttled(request, seconds.getAsLong()))
                : Optional.empty();
    }

    private String nextRequestId() {
        String number = "request " + requestNumber.incrementAndGet();
        return UUID.nameUUIDFromBytes(number.getBytes(StandardCharsets.US_ASCII))
                .toString();
    }
}
