package io.callarchive.local.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The managed identity endpoint of App Service (protocol 2019-08-01) on a free port of this machine. It gives a
 * token for any resource to whoever knows the secret. Safe for many threads.
 */
public final class IdentityEndpoint implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final String OUT_OF_ORDER = "The identity service is out of order.";
    private static final String PATH = "/msi/token";
    private static final String TENANT = "7a1c0000-5e1f-4b0e-9d3a-0123456789ab";
    private static final String PRINCIPAL = "7a1c0000-5e1f-4b0e-9d3a-0123456789ac";
    private static final String SYSTEM_ASSIGNED = "7a1c0000-5e1f-4b0e-9d3a-0123456789ad";

    private final InstantSource clock;
    private final String secret = UUID.randomUUID().toString();
    private final List<TokenRequest> asked = new CopyOnWriteArrayList<>();
    private final LoopbackServer server;
    private volatile Set<String> roles = Set.of("CallRecord-PstnCalls.Read.All");
    private volatile int refusal;
    private volatile String refusalOf = "";
    private volatile String words = OUT_OF_ORDER;
    private volatile boolean silent;

    /** Starts at once; tokens live for 24 hours of that clock. */
    public IdentityEndpoint(InstantSource clock) {
        this.clock = clock;
        this.server = LoopbackServer.start("identity-endpoint", this::handle);
    }

    /** What App Service sets for an app with a managed identity. */
    public Map<String, String> environment() {
        return Map.of("IDENTITY_ENDPOINT", server.uri(PATH).toString(), "IDENTITY_HEADER", secret);
    }

    /** What the header X-IDENTITY-HEADER must say. */
    public String secret() {
        return secret;
    }

    /** The application roles that tokens for Graph carry from now on. */
    public void grant(Set<String> roles) {
        this.roles = Set.copyOf(roles);
    }

    /** Answers every request with that status until {@link #recover}. */
    public void refuse(int status) {
        refuse(status, "", OUT_OF_ORDER);
    }

    /**
     * Answers requests for a resource with that text in its name so.
     *
     * @param words the answer's message
     */
    public void refuse(int status, String resource, String words) {
        this.words = words;
        refusalOf = resource;
        refusal = status;
    }

    /** Takes requests and says nothing until {@link #recover}. */
    public void fallSilent() {
        silent = true;
    }

    public void recover() {
        refusal = 0;
        silent = false;
    }

    /** A token for that resource, as a caller would get it now. */
    public String token(String resource) {
        return token(resource, SYSTEM_ASSIGNED, clock.instant());
    }

    /** What has been asked so far, in order. */
    public List<TokenRequest> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) {
        Optional<String> resource = parameter(exchange, "resource");
        Optional<String> clientId = parameter(exchange, "client_id");
        if (silent) {
            asked.add(new TokenRequest(resource.orElse(""), clientId, 0));
            return;
        }
        SimulatorAnswer answer = decide(exchange, resource, clientId);
        asked.add(new TokenRequest(resource.orElse(""), clientId, answer.status()));
        AnswerSender.send(exchange, answer);
    }

    private SimulatorAnswer decide(HttpExchange exchange, Optional<String> resource, Optional<String> clientId) {
        int refused = refusal;
        if (refused != 0 && resource.orElse("").contains(refusalOf)) {
            return problem(refused, words);
        }
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            return problem(404, "There is nothing here.");
        }
        if (!secret.equals(exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER"))) {
            return problem(401, "X-IDENTITY-HEADER is missing or wrong.");
        }
        if (resource.isEmpty() || !parameter(exchange, "api-version").equals(Optional.of("2019-08-01"))) {
            return problem(400, "A resource and api-version=2019-08-01 are expected.");
        }
        return grantToken(resource.get(), clientId.orElse(SYSTEM_ASSIGNED));
    }

    private SimulatorAnswer grantToken(String resource, String clientId) {
        Instant now = clock.instant();
        Map<String, Object> grant = new LinkedHashMap<>();
        grant.put("access_token", token(resource, clientId, now));
        grant.put("expires_on", Long.toString(now.plus(LIFETIME).getEpochSecond()));
        grant.put("resource", resource);
        grant.put("token_type", "Bearer");
        grant.put("client_id", clientId);
        return json(200, grant);
    }

    private String token(String resource, String clientId, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", resource);
        claims.put("iss", "https://sts.windows.net/" + TENANT + "/");
        claims.put("iat", now.getEpochSecond());
        claims.put("nbf", now.minus(Duration.ofMinutes(5)).getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        claims.put("appid", clientId);
        claims.put("idtyp", "app");
        claims.put("oid", PRINCIPAL);
        claims.put("tid", TENANT);
        if (resource.contains("graph.microsoft")) {
            claims.put("roles", roles);
        }
        return AccessToken.text(claims);
    }

    private static SimulatorAnswer problem(int status, String message) {
        return json(status, Map.of("statusCode", status, "message", message));
    }

    private static SimulatorAnswer json(int status, Map<String, Object> body) {
        try {
            return SimulatorAnswer.of(status, "application/json; charset=utf-8", JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> parameter(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getRawQuery();
        Matcher matcher =
                Pattern.compile("(?:^|&)" + Pattern.quote(name) + "=([^&]*)").matcher(query == null ? "" : query);
        return matcher.find()
                ? Optional.of(URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
