package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.CallLog;
import io.callarchive.testing.PackagedApp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests that are refused, and how. */
class MalformedRequestsIT extends HttpCaller {
    @Test
    void aMisspeltParameterIsRefusedAndTheKeyIsNone() throws Exception {
        for (String query : List.of("form=2026-11-01", "From=2026-11-01", "logs=sms&log=pstn", "=", "qqq")) {
            HttpResponse<String> refused = get("/api/archive?" + query);
            assertThat(refused.statusCode()).as(query).isEqualTo(400);
            assertThat(JSON.readTree(refused.body()).path("detail").asText())
                    .isEqualTo("only from, to and logs are known, and code for the function key");
        }
        assertThat(get("/api/archive?logs=sms&from=" + yesterday + "&code=s3cret")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void listsInMessagesAreInOneOrder() throws Exception {
        String logs = Arrays.toString(CallLog.values());
        assertThat(JSON.readTree(get("/api/archive?logs=qqq").body())
                        .path("detail")
                        .asText())
                .isEqualTo("logs must be a comma-separated list of " + logs);
        assertThat(JSON.readTree(post(order(yesterday, yesterday, "\"logs\":[\"qqq\"]"))
                                .body())
                        .path("detail")
                        .asText())
                .isEqualTo("logs must be a list of " + logs);
        assertThat(post(order(yesterday, yesterday, "\"dryRun\":true")).body())
                .contains("\"start\":[{\"log\":\"sms\",\"date\":\"" + yesterday + "\"}");
    }

    @Test
    void aThousandMalformedRequestsAreRefusedWithAProblemThatRepeatsNothing() throws Exception {
        long seed = Long.getLong("http.seed", new Random().nextLong());
        System.out.println("Malformed requests: -Dhttp.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            boolean body = random.nextInt(3) > 0;
            HttpResponse<String> answer =
                    body ? post(malformedBody(random)) : get("/api/archive?" + malformedQuery(random));
            assertThat(answer.statusCode()).isBetween(400, 499);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).doesNotContain("<script", "qqq", "<img");
            assertThat(JSON.readTree(answer.body()).path("status").asInt()).isEqualTo(answer.statusCode());
        }
    }

    @Test
    void otherMethodsFindNothing() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.host().address() + "/api/backfill"))
                .GET()
                .build();
        assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    }

    @Test
    void withEntraACallWithoutPrincipalIsRefused() throws Exception {
        try (PackagedApp guarded = PackagedApp.start(azure, Map.of("ARCHIVE_AUTH", "entra"))) {
            URI uri = URI.create(guarded.host().address() + "/api/archive");
            HttpResponse<String> refused =
                    CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            HttpResponse<String> taken = CLIENT.send(
                    HttpRequest.newBuilder(uri)
                            .header("X-MS-CLIENT-PRINCIPAL-ID", "1")
                            .build(),
                    BodyHandlers.ofString());
            assertThat(taken.statusCode()).isEqualTo(200);
        }
    }

    private String malformedBody(Random random) {
        String good = order(yesterday.minusDays(5), yesterday, "\"logs\":[\"sms\"],\"force\":false");
        return switch (random.nextInt(12)) {
            case 0 -> good.substring(0, random.nextInt(good.length()));
            case 1 -> good.replace("\"sms\"", "\"qqq<script>\"");
            case 2 -> good.replace("\"force\":false", "\"force\":\"qqq\"");
            case 3 -> good.replace("\"force\"", "\"qqq<img src=x>\"");
            case 4 ->
                good.replace(
                        yesterday.toString(),
                        yesterday.plusDays(1 + random.nextInt(900)).toString());
            case 5 -> good.replace("\"from\":\"", "\"from\":\"qqq");
            case 6 -> order(yesterday.minusDays(3_660 + random.nextInt(999)), yesterday, "\"dryRun\":true");
            case 7 -> order(yesterday, yesterday.minusDays(1 + random.nextInt(99)), "\"dryRun\":true");
            case 8 -> "[" + good + "]";
            case 9 ->
                good.replace(
                        "[\"sms\"]",
                        List.of("[]", "null", "7", "{}", "[1]", "\"qqq\"").get(random.nextInt(6)));
            case 10 -> "{\"from\":\"" + "q".repeat(10_000 + random.nextInt(9999)) + "\"}";
            default -> good + "qqq";
        };
    }

    private static String malformedQuery(Random random) {
        List<String> values =
                new ArrayList<>(List.of("qqq", "%3Cscript%3E", "2026-13-01", "20260101", "2026-02-30", "-1"));
        String value = values.get(random.nextInt(values.size()));
        return switch (random.nextInt(4)) {
            case 0 -> "from=" + value;
            case 1 -> "to=" + value;
            case 2 -> "logs=sms," + value;
            default -> "from=2026-02-02&to=2026-02-01";
        };
    }
}
