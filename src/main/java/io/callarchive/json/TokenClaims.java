package io.callarchive.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Optional;

/** What an access token says of itself. The form of a token is nobody's promise. */
public final class TokenClaims {
    private TokenClaims() {}

    /** Its claims; empty if it is no JWT. */
    public static Optional<JsonNode> of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.tree(Base64.getUrlDecoder().decode(parts[1])));
        } catch (MalformedJson | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
