package io.callarchive.graph;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.json.Json;
import io.callarchive.json.MalformedJson;
import io.callarchive.text.ForeignText;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The application roles in the identity's token for Graph: the only place that tells what Graph will see. */
final class TokenRoles {
    /** Either is enough. */
    static final List<String> ENOUGH = List.of("CallRecord-PstnCalls.Read.All", "CallRecords.Read.All");

    private final TokenCredential credential;
    private final GraphEndpoint endpoint;

    TokenRoles(TokenCredential credential, GraphEndpoint endpoint) {
        this.credential = credential;
        this.endpoint = endpoint;
    }

    /** The roles; empty if the token cannot be read, because the form of a token is nobody's promise. */
    Optional<List<String>> held() {
        String token = credential
                .getTokenSync(new TokenRequestContext().addScopes(endpoint.scope()))
                .getToken();
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode claims = Json.tree(Base64.getUrlDecoder().decode(parts[1]));
            List<String> roles = new ArrayList<>();
            claims.path("roles").forEach(role -> roles.add(ForeignText.cleanCode(role.asText())));
            return Optional.of(roles);
        } catch (MalformedJson | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static boolean areEnough(List<String> roles) {
        return roles.stream().anyMatch(ENOUGH::contains);
    }
}
