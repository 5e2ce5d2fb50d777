package io.callarchive.graph;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.json.TokenClaims;
import io.callarchive.text.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the identity's token for Graph says of itself: the only place that tells what Graph will see. */
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
        return claims().map(claims -> {
            List<String> roles = new ArrayList<>();
            claims.path("roles").forEach(role -> roles.add(ForeignText.cleanCode(role.asText())));
            return roles;
        });
    }

    /** The id of the tenant that gave the token: the one whose logs Graph hands out. */
    Optional<String> tenant() {
        return claims().map(claims -> ForeignText.cleanCode(claims.path("tid").asText()))
                .filter(tenant -> !tenant.isEmpty());
    }

    private Optional<JsonNode> claims() {
        return TokenClaims.of(credential
                .getTokenSync(new TokenRequestContext().addScopes(endpoint.scope()))
                .getToken());
    }

    static boolean areEnough(List<String> roles) {
        return roles.stream().anyMatch(ENOUGH::contains);
    }
}
