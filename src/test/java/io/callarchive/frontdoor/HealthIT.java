package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.local.storage.EmulatedStorage;
import io.callarchive.testing.PackagedApp;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Health names what is wrong, and answers whatever is silent. */
class HealthIT extends HttpCaller {
    private static final Map<String, String> IDLE = Map.of("AzureWebJobs.ArchivePage.Disabled", "true");

    @Test
    void aFirstDeploymentIsAWarningUntilItsFirstNightIsDue() throws Exception {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, yesterday);
        app.begin(day, run(Instant.now()));
        app.await(Name.DAY_ARCHIVED, day);
        JsonNode health = JSON.readTree(get("/api/health").body());
        assertThat(health.path("status").asText()).isEqualTo("warn");
        assertThat(check(health.path("checks"), "log pstn").path("output").asText())
                .contains("the first night is still to come");
        assertThat(check(health.path("checks"), "log pstn")
                        .path("observedValue")
                        .asText())
                .isEqualTo("not-due");
        assertThat(check(health.path("checks"), "queue archive-pages")
                        .path("observedValue")
                        .isNumber())
                .isTrue();
        assertThat(check(health.path("checks"), "alerts").path("output").asText())
                .contains("nobody is told when something is wrong");
        assertThat(Instant.parse(health.path("nextRun").asText())).isAfter(Instant.now());
        assertThat(health.path("version").asText()).isNotEmpty();
    }

    @Test
    void healthNamesTheRoleThatIsMissing() throws Exception {
        HttpResponse<String> well = get("/api/health");
        assertThat(well.statusCode()).as(well.body()).isEqualTo(200);
        assertThat(well.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/health+json");
        assertThat(JSON.readTree(well.body()).path("checks")).hasSize(18);
        azure.identity().grant(Set.of("User.Read.All"));
        try (PackagedApp poor = PackagedApp.start(azure, Map.of("ARCHIVE_CONTAINER", "not-there"))) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(poor.host().address() + "/api/health"))
                    .build();
            HttpResponse<String> ill = CLIENT.send(request, BodyHandlers.ofString());
            assertThat(ill.statusCode()).isEqualTo(503);
            JsonNode checks = JSON.readTree(ill.body()).path("checks");
            assertThat(check(checks, "graph-role").path("status").asText()).isEqualTo("fail");
            assertThat(check(checks, "graph-role").path("output").asText())
                    .contains("User.Read.All", "grant CallRecord-PstnCalls.Read.All");
            assertThat(check(checks, "container not-there").path("status").asText())
                    .isEqualTo("fail");
            assertThat(check(checks, "queue archive-pages").path("status").asText())
                    .isEqualTo("pass");
        }
    }

    @Test
    void healthAnswersWhileStorageIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                PackagedApp cut = PackagedApp.start(
                        azure,
                        Map.of(
                                "ARCHIVE_STORAGE__blobServiceUri",
                                "https://127.0.0.1:" + silent.getLocalPort() + "/account"))) {
            JsonNode checks = unhealthyWithinTenSeconds(cut);
            assertThat(check(checks, "graph-role").path("status").asText()).isEqualTo("pass");
            assertThat(check(checks, "queue archive-pages").path("status").asText())
                    .isEqualTo("pass");
            assertThat(check(checks, "container call-logs").path("output").asText())
                    .contains("storage-no-answer", "the storage account cannot be reached");
            assertThat(check(checks, "log sms").path("status").asText()).isEqualTo("fail");
        }
    }

    @Test
    void healthAnswersWhileTheIdentityIsSilent() throws Exception {
        azure.identity().fallSilent();
        try (PackagedApp cut = PackagedApp.start(azure, IDLE)) {
            JsonNode checks = unhealthyWithinTenSeconds(cut);
            for (JsonNode check : checks) {
                boolean asksNobody = check.at("/0/componentId").asText().equals("alerts");
                assertThat(check.at("/0/status").asText()).isEqualTo(asksNobody ? "warn" : "fail");
            }
            assertThat(check(checks, "graph-role").path("output").asText())
                    .startsWith("the identity gave no token; see IDENTITY_ENDPOINT and AZURE_CLIENT_ID: ")
                    .containsPattern("(?i)time(d ?)?out");
            assertThat(check(checks, "container call-logs").path("output").asText())
                    .contains("no-token", "AZURE_CLIENT_ID");
        } finally {
            azure.identity().recover();
        }
    }

    @Test
    void healthAndThePageSayWhyThereIsNoToken() throws Exception {
        String reason = "No User Assigned or Delegated Managed Identity found for specified ClientId";
        azure.identity().refuse(400, "graph.microsoft", reason);
        ArchiveDay day = new ArchiveDay(CallLog.SMS, yesterday.minusDays(4));
        try (PackagedApp poor = PackagedApp.start(azure, Map.of("AZURE_CLIENT_ID", "not-one-of-its-identities"))) {
            JsonNode checks = unhealthyWithinTenSeconds(poor);
            assertThat(check(checks, "graph-role").path("output").asText()).contains("AZURE_CLIENT_ID", reason, "400");
            poor.begin(day, run(Instant.now()));
            assertThat(poor.await(Name.THROTTLED, day).value("code")).isEqualTo("no-token");
            assertThat(poor.awaitFailure(day).path("message").asText()).contains("AZURE_CLIENT_ID", reason, "400");
        }
    }

    @Test
    void anIdentityThatIsOutOfOrderIsNotAskedByTwoLayersOfRetries() throws Exception {
        azure.identity().refuse(500, "graph.microsoft", "out of order");
        ArchiveDay day = new ArchiveDay(CallLog.SMS, yesterday.minusDays(4));
        app.begin(day, run(Instant.now()));
        app.await(Name.THROTTLED, day);
        assertThat(azure.identity().asked().stream()
                        .filter(request -> request.resource().contains("graph.microsoft")))
                .hasSizeBetween(1, 3);
    }

    @Test
    void healthNamesAQueueThatNobodyTakesFrom() throws Exception {
        try (PackagedApp idle = PackagedApp.start(azure, IDLE)) {
            app.close();
            Duration life = Duration.ofDays(7);
            sendLiving(life.minusMinutes(50));
            assertThat(check(health(idle).path("checks"), "queue archive-pages")
                            .path("status")
                            .asText())
                    .isEqualTo("pass");
            sendLiving(life.minusMinutes(70));
            JsonNode checks = health(idle).path("checks");
            assertThat(check(checks, "queue archive-pages").path("status").asText())
                    .isEqualTo("warn");
            assertThat(check(checks, "queue archive-pages").path("output").asText())
                    .contains("about 2 wait, but nobody has taken the oldest", "switched off");
            assertThat(check(checks, "queue archive-checks").path("status").asText())
                    .isEqualTo("pass");
            assertThat(check(checks, "queue archive-conductor").path("status").asText())
                    .isEqualTo("pass");
        }
    }

    /** As one that has waited for the rest of its life. */
    private void sendLiving(Duration rest) {
        EmulatedStorage.queue(azure.azurite(), "archive-pages")
                .sendMessageWithResponse("waits", null, rest, null, Context.NONE);
    }

    private static JsonNode unhealthyWithinTenSeconds(PackagedApp ill) throws Exception {
        URI page = URI.create(ill.host().address() + "/api/archive");
        // So that the time of a process that has just started is not counted.
        CLIENT.send(HttpRequest.newBuilder(page).header("Accept", "text/html").build(), BodyHandlers.discarding());
        long start = System.nanoTime();
        JsonNode health = health(ill);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(health.path("status").asText()).isEqualTo("fail");
        return health.path("checks");
    }

    private static JsonNode health(PackagedApp of) throws Exception {
        URI uri = URI.create(of.host().address() + "/api/health");
        return JSON.readTree(CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body());
    }

    private static JsonNode check(JsonNode checks, String name) {
        return checks.path(name).path(0);
    }
}
