package io.callarchive.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callarchive.testing.AdjustableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityEndpointTest {
    private static final Instant NOW = Instant.parse("2026-11-20T03:30:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final IdentityEndpoint identity = new IdentityEndpoint(new AdjustableClock(NOW));

    @AfterEach
    void close() {
        identity.close();
    }

    @Test
    void givesATokenForTheResource() throws Exception {
        HttpResponse<String> answer = ask("?resource=https%3A%2F%2Fstorage.azure.com%2F&api-version=2019-08-01");

        JsonNode grant = JSON.readTree(answer.body());
        JsonNode claims = claims(grant);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(grant.path("resource").asText()).isEqualTo("https://storage.azure.com/");
        assertThat(grant.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(grant.path("expires_on").asLong())
                .isEqualTo(claims.path("exp").asLong());
        assertThat(claims.path("aud").asText()).isEqualTo("https://storage.azure.com/");
        assertThat(claims.path("iss").asText()).startsWith("https://sts.windows.net/");
        assertThat(claims.path("exp").asLong()).isGreaterThan(NOW.getEpochSecond());
        assertThat(claims.has("roles")).isFalse();
    }

    @Test
    void graphTokensCarryTheGrantedRoles() throws Exception {
        String query = "?api-version=2019-08-01&client_id=mine&resource=https://graph.microsoft.com";
        assertThat(claims(JSON.readTree(ask(query).body())).path("roles"))
                .extracting(JsonNode::asText)
                .containsExactly("CallRecord-PstnCalls.Read.All");

        identity.grant(Set.of("CallRecords.Read.All"));
        assertThat(claims(JSON.readTree(ask(query).body())).path("roles"))
                .extracting(JsonNode::asText)
                .containsExactly("CallRecords.Read.All");
        assertThat(identity.asked().get(0))
                .isEqualTo(new TokenRequest("https://graph.microsoft.com", Optional.of("mine"), 200));
    }

    @ParameterizedTest
    @CsvSource({"?resource=x, 400", "?api-version=2019-08-01, 400", "?resource=x&api-version=2017-09-01, 400"})
    void refusesIncompleteQuestion(String query, int status) throws Exception {
        assertThat(ask(query).statusCode()).isEqualTo(status);
    }

    @Test
    void refusesWhoDoesNotKnowTheSecret() throws Exception {
        assertThat(ask("?resource=x&api-version=2019-08-01", "guess").statusCode())
                .isEqualTo(401);
    }

    @Test
    void outageLastsUntilItRecovers() throws Exception {
        identity.refuse(503);
        assertThat(ask("?resource=x&api-version=2019-08-01").statusCode()).isEqualTo(503);
        identity.recover();
        assertThat(ask("?resource=x&api-version=2019-08-01").statusCode()).isEqualTo(200);
    }

    private static JsonNode claims(JsonNode grant) throws IOException {
        String[] parts = grant.path("access_token").asText().split("\\.", -1);
        assertThat(parts).hasSize(3);
        return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    }

    private HttpResponse<String> ask(String query) throws IOException, InterruptedException {
        return ask(query, identity.secret());
    }

    private HttpResponse<String> ask(String query, String secret) throws IOException, InterruptedException {
        URI uri = URI.create(identity.environment().get("IDENTITY_ENDPOINT") + query);
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("X-IDENTITY-HEADER", secret).build();
        return client.send(request, BodyHandlers.ofString());
    }
}
