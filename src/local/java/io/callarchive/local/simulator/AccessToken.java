package io.callarchive.local.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A token in the form of Microsoft Entra's, with a signature that nobody here checks. */
record AccessToken(String audience, Instant expiresAt, Set<String> roles) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEARER = "Bearer ";

    AccessToken {
        roles = Set.copyOf(roles);
    }

    /** The text of a token with these claims. */
    static String text(Map<String, Object> claims) {
        try {
            return part(JSON.writeValueAsBytes(Map.of("typ", "JWT", "alg", "RS256")))
                    + "." + part(JSON.writeValueAsBytes(claims))
                    + "." + part("a signature that nobody checks".getBytes(StandardCharsets.US_ASCII));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The token of an Authorization header, if it is one. */
    static Optional<AccessToken> ofHeader(@Nullable String header) {
        if (header == null || !header.startsWith(BEARER)) {
            return Optional.empty();
        }
        try {
            String text = header.substring(BEARER.length());
            String payload = text.substring(text.indexOf('.') + 1, text.lastIndexOf('.'));
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(payload));
            Set<String> roles = new TreeSet<>();
            claims.path("roles").forEach(role -> roles.add(role.asText()));
            Instant expiresAt = Instant.ofEpochSecond(claims.path("exp").asLong());
            return Optional.of(new AccessToken(claims.path("aud").asText(), expiresAt, roles));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
