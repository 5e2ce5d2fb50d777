package io.callarchive.graph;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.HealthCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Which application roles the identity's token for Graph really holds. */
public final class GraphRoles implements HealthCheck.Probe {
    private static final List<String> ENOUGH = List.of("CallRecord-PstnCalls.Read.All", "CallRecords.Read.All");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TokenCredential credential;
    private final GraphEndpoint endpoint;

    public GraphRoles(TokenCredential credential, GraphEndpoint endpoint) {
        this.credential = credential;
        this.endpoint = endpoint;
    }

    @Override
    public HealthCheck look() {
        List<String> held = held();
        boolean ok = held.stream().anyMatch(ENOUGH::contains);
        String roles = held.isEmpty() ? "no role at all" : String.join(", ", held);
        String remedy = ok
                ? ""
                : "; grant " + ENOUGH.get(0) + " to the identity (a token that it holds already lasts up to a day)";
        return new HealthCheck("graph-role", ok, "the token for Graph holds " + roles + remedy);
    }

    private List<String> held() {
        String token = credential
                .getTokenSync(new TokenRequestContext().addScopes(endpoint.scope()))
                .getToken();
        String[] parts = token.split("\\.", -1);
        List<String> roles = new ArrayList<>();
        try {
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : "e30"));
            claims.path("roles").forEach(role -> roles.add(GraphError.clean(role.asText())));
        } catch (IOException | IllegalArgumentException e) {
            // The form of a token is nobody's promise: what cannot be read tells no role.
            return List.of();
        }
        return roles;
    }
}
