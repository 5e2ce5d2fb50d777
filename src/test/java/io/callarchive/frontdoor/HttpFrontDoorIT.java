package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.storage.EmulatedStorage;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.testing.FarFromMidnight;
import io.callarchive.testing.PackagedApp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The staged app's HTTP functions under the local host. */
@ExtendWith(FarFromMidnight.class)
class HttpFrontDoorIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Map<String, String> IDLE = Map.of("AzureWebJobs.ArchivePage.Disabled", "true");

    private final LocalDate yesterday = LocalDate.now(Clock.systemUTC()).minusDays(1);

    private LocalAzure azure;
    private PackagedApp app;

    @BeforeEach
    void start() throws IOException {
        azure = new LocalAzure(new SimulatedTenant(7), Map.of());
        azure.graph().withoutLimits();
        app = PackagedApp.start(azure, Map.of());
    }

    @AfterEach
    void stop() {
        app.close();
        azure.close();
    }

    @Test
    void aDryRunTellsWhatABackfillWouldDoAndDoesNothing() throws Exception {
        LocalDate from = yesterday.minusDays(40);
        HttpResponse<String> answer =
                post(order(from, from.plusDays(2), "\"dryRun\":true,\"logs\":[\"sms\",\"pstn\"]"));
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode json = JSON.readTree(answer.body());
        assertThat(json.path("days").asInt()).isEqualTo(6);
        assertThat(json.path("requests").asInt()).isPositive();
        assertThat(json.path("start")).hasSize(6);
        assertThat(states("sms", from, from.plusDays(2))).containsOnly("missing");
    }

    @Test
    void halfACharacterInARowIsArchivedCountedAndShown() throws Exception {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, yesterday.minusDays(3));
        SimulatedTenant tenant = azure.tenant().orElseThrow();
        String time = day.date() + "T10:00:00Z\"}";
        tenant.put(
                day.log(),
                day.date(),
                Stream.of(
                                "{\"id\":\"1\",\"userDisplayName\":\"cut \\ud83d\",\"sentDateTime\":\"" + time,
                                "{\"id\":\"2\",\"userDisplayName\":\"\\\\ud83d \\ud83d\\ude00\",\"sentDateTime\":\""
                                        + time)
                        .map(row -> row.getBytes(StandardCharsets.UTF_8))
                        .toList());
        app.begin(day, run(Instant.now()));
        assertThat(app.await(Name.DAY_CHECKED, day).value("halfCharacters")).isEqualTo("1");
        assertThat(app.lines(day)).isEqualTo(app.served(day));
        assertThat(app.metadata(day)).containsEntry("notes", "half-character");
        JsonNode status = JSON.readTree(get("/api/archive?logs=sms&from=" + day.date() + "&to=" + day.date())
                .body());
        assertThat(status.at("/logs/0/days/0/notes/0").asText()).isEqualTo("half-character");
    }

    @Test
    void healthCountsADayInTheSingular() throws Exception {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, yesterday);
        app.begin(day, run(Instant.now()));
        app.await(Name.DAY_ARCHIVED, day);
        assertThat(get("/api/health").body()).contains("newest archived day " + yesterday + " (1 day old)");
    }

    @Test
    void aBackfillArchivesItsDaysAndTheStatusShowsThem() throws Exception {
        LocalDate from = yesterday.minusDays(20);
        HttpResponse<String> answer = post(order(from, from.plusDays(2), "\"logs\":[\"blocked-users\",\"dialout\"]"));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode json = JSON.readTree(answer.body());
        assertThat(json.path("queued").asInt()).isEqualTo(6);
        for (LocalDate date : List.of(from, from.plusDays(1), from.plusDays(2))) {
            for (CallLog log : List.of(CallLog.BLOCKED_USERS, CallLog.DIALOUT)) {
                ArchiveDay day = new ArchiveDay(log, date);
                app.await(Name.DAY_ARCHIVED, day);
                assertThat(app.lines(day)).isEqualTo(app.served(day));
                assertThat(app.metadata(day))
                        .containsEntry("reason", "backfill")
                        .containsEntry("state", "settled");
            }
        }
        JsonNode status = JSON.readTree(get(json.path("status").asText()).body());
        assertThat(status.path("logs")).hasSize(2);
        assertThat(status.at("/logs/0/days"))
                .hasSize(3)
                .allMatch(day -> day.path("state").asText().equals("settled"))
                .allMatch(day -> day.at("/readings/0/rows").equals(day.path("rows")))
                .allSatisfy(day -> assertThat(instant(day.at("/readings/0/dueAt")))
                        .isBeforeOrEqualTo(instant(day.path("archivedAt"))));
        assertThat(status.at("/logs/0/newestSettled").asText())
                .isEqualTo(from.plusDays(2).toString());

        JsonNode again =
                JSON.readTree(post(order(from, from, "\"logs\":[\"dialout\"]")).body());
        assertThat(again.path("queued").asInt()).isZero();
        assertThat(again.at("/skipped/0/reason").asText()).isEqualTo("settled");
    }

    @Test
    void backfillsTheNightAndARevisitOfOneDayAtOnceMakeOneFile() throws Exception {
        ArchiveDay day = new ArchiveDay(CallLog.DIRECT_ROUTING, yesterday.minusDays(1));
        SimulatedTenant tenant = azure.tenant().orElseThrow();
        tenant.holdBack(day.log(), day.date(), 40);
        // As if it had been read on the day after, so that the night is due to read it again.
        app.begin(day, run(day.window().to().plusSeconds(9_000)));
        app.await(Name.DAY_ARCHIVED, day);
        tenant.release(day.log(), day.date());

        azure.graph().answer(request -> Optional.of(azure.graph().usual(request).after(Duration.ofMillis(400))));
        String order = order(day.date(), day.date(), "\"logs\":[\"direct-routing\"],\"force\":true");
        List<CompletableFuture<?>> doors = List.of(
                CompletableFuture.runAsync(() -> app.host().fire("DailyArchive")),
                CompletableFuture.supplyAsync(() -> posted(order)),
                CompletableFuture.supplyAsync(() -> posted(order)),
                CompletableFuture.runAsync(() -> app.begin(day, run(Instant.now()))));
        doors.forEach(CompletableFuture::join);
        app.host().awaitLine("DailyArchive succeeded", Duration.ofMinutes(2));
        List<String> runs = app.events(Name.RUN_STARTED, day).stream()
                .map(event -> event.value("run"))
                .toList();
        runs.forEach(app::awaitEndOfRun);
        azure.graph().answer(request -> Optional.empty());

        assertThat(runs).isNotEmpty();
        assertThat(app.events(Name.DAY_FAILED, day)).isEmpty();
        assertThat(app.lines(day)).isEqualTo(app.served(day));
        System.out.println(
                "At once: " + runs.size() + " runs of " + day + " besides the one put into the queue; readings "
                        + app.metadata(day).get("readings"));
    }

    private static Instant instant(JsonNode text) {
        return Instant.parse(text.asText());
    }

    private static Run run(Instant start) {
        RunId id = RunId.startingAt(start, new Random());
        return new Run(id, 0, Reason.REVISIT, 1, false, false, Optional.empty());
    }

    private HttpResponse<String> posted(String order) {
        try {
            return post(order);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theStatusSaysWhyADayFailedAndWhichAreAtRisk() throws Exception {
        LocalDate date = yesterday.minusDays(130);
        azure.identity().grant(Set.of("User.Read.All"));
        post(order(date, date, "\"logs\":[\"direct-routing\"]"));
        app.await(Name.DAY_FAILED, new ArchiveDay(CallLog.DIRECT_ROUTING, date));
        JsonNode status = JSON.readTree(get("/api/archive?logs=direct-routing&from=" + date + "&to=" + date)
                .body());
        JsonNode day = status.at("/logs/0/days/0");
        assertThat(day.path("state").asText()).isEqualTo("failed");
        assertThat(day.at("/trouble/status").asInt()).isEqualTo(403);
        assertThat(day.at("/trouble/message").asText()).contains("CallRecord-PstnCalls.Read.All");
        assertThat(status.at("/atRisk/0/deletedInDays").asInt()).isEqualTo(19);
        LocalDate deleted = yesterday.minusDays(200);
        assertThat(states("direct-routing", deleted, deleted)).containsExactly("gone");
        HttpResponse<String> refused = post(order(deleted, deleted, "\"logs\":[\"direct-routing\"]"));
        assertThat(JSON.readTree(refused.body()).at("/skipped/0/reason").asText())
                .isEqualTo("no longer kept by Microsoft");
    }

    @Test
    void aDayThatIsNotOverIsNotMissing() throws Exception {
        LocalDate today = yesterday.plusDays(1);
        assertThat(states("sms", yesterday, today.plusDays(20)))
                .startsWith("missing", "not-yet")
                .endsWith("not-yet")
                .hasSize(22);
        for (String year : List.of("0001", "1899", "9999")) {
            HttpResponse<String> refused = get("/api/archive?from=" + year + "-01-01&to=" + year + "-02-01");
            assertThat(refused.statusCode()).as(year).isEqualTo(400);
            assertThat(JSON.readTree(refused.body()).path("detail").asText())
                    .contains("from must be a date from 2017-01-01 to " + today.plusDays(366));
        }
        assertThat(post("{\"from\":\"0001-01-01\",\"to\":\"0001-01-02\",\"dryRun\":true}")
                        .statusCode())
                .isEqualTo(400);
    }

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
        String logs = "[sms, direct-routing, pstn, blocked-users, dialout]";
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
    void aLongRangeComesInParts() throws Exception {
        LocalDate from = yesterday.minusDays(731);
        JsonNode first = JSON.readTree(
                get("/api/archive?logs=sms&from=" + from + "&to=" + yesterday).body());
        assertThat(first.at("/logs/0/days")).hasSize(366);
        JsonNode second = JSON.readTree(get(first.path("next").asText()).body());
        assertThat(second.path("from").asText()).isEqualTo(from.plusDays(366).toString());
        assertThat(second.path("to").asText()).isEqualTo(yesterday.toString());
        assertThat(second.path("next").isNull()).isTrue();
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
    void aBrowserGetsThePageFromTheSameAddress() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.host().address() + "/api/archive"))
                .header("Accept", "text/html,application/xhtml+xml")
                .build();
        HttpResponse<String> page = CLIENT.send(request, BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        assertThat(page.body()).startsWith("<!doctype html>");
    }

    @Test
    void healthNamesTheRoleThatIsMissing() throws Exception {
        HttpResponse<String> well = get("/api/health");
        assertThat(well.statusCode()).as(well.body()).isEqualTo(200);
        assertThat(JSON.readTree(well.body()).path("checks")).hasSize(10);
        azure.identity().grant(Set.of("User.Read.All"));
        try (PackagedApp poor = PackagedApp.start(azure, Map.of("ARCHIVE_CONTAINER", "not-there"))) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(poor.host().address() + "/api/health"))
                    .build();
            HttpResponse<String> ill = CLIENT.send(request, BodyHandlers.ofString());
            assertThat(ill.statusCode()).isEqualTo(503);
            JsonNode checks = JSON.readTree(ill.body()).path("checks");
            assertThat(checks.at("/0/ok").asBoolean()).isFalse();
            assertThat(checks.at("/0/detail").asText())
                    .contains("User.Read.All", "grant CallRecord-PstnCalls.Read.All");
            assertThat(checks.at("/1/name").asText()).isEqualTo("container not-there");
            assertThat(checks.at("/1/ok").asBoolean()).isFalse();
            assertThat(checks.at("/3/ok").asBoolean()).isTrue();
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
            assertThat(check(checks, "graph-role").path("ok").asBoolean()).isTrue();
            assertThat(check(checks, "queue archive-pages").path("ok").asBoolean())
                    .isTrue();
            assertThat(check(checks, "container call-logs").path("detail").asText())
                    .contains("storage-no-answer", "the storage account cannot be reached");
            assertThat(check(checks, "log sms").path("ok").asBoolean()).isFalse();
        }
    }

    @Test
    void healthAnswersWhileTheIdentityIsSilent() throws Exception {
        azure.identity().fallSilent();
        try (PackagedApp cut = PackagedApp.start(azure, IDLE)) {
            JsonNode checks = unhealthyWithinTenSeconds(cut);
            assertThat(checks).allMatch(check -> !check.path("ok").asBoolean());
            assertThat(check(checks, "graph-role").path("detail").asText())
                    .startsWith("the identity gave no token; see IDENTITY_ENDPOINT and AZURE_CLIENT_ID: ")
                    .containsPattern("(?i)time(d ?)?out");
            assertThat(check(checks, "container call-logs").path("detail").asText())
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
            assertThat(check(checks, "graph-role").path("detail").asText()).contains("AZURE_CLIENT_ID", reason, "400");
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
            assertThat(health(idle).path("status").asText()).isEqualTo("ok");
            sendLiving(life.minusMinutes(70));
            JsonNode checks = unhealthyWithinTenSeconds(idle);
            assertThat(check(checks, "queue archive-pages").path("detail").asText())
                    .contains("about 2 wait, but nobody has taken the oldest", "switched off");
            assertThat(check(checks, "queue archive-checks").path("ok").asBoolean())
                    .isTrue();
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
        assertThat(health.path("status").asText()).isEqualTo("failing");
        return health.path("checks");
    }

    private static JsonNode health(PackagedApp of) throws Exception {
        URI uri = URI.create(of.host().address() + "/api/health");
        return JSON.readTree(CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body());
    }

    private static JsonNode check(JsonNode checks, String name) {
        for (JsonNode check : checks) {
            if (check.path("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("no check " + name + " in " + checks);
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
            case 6 -> order(yesterday.minusDays(366 + random.nextInt(999)), yesterday, "\"dryRun\":true");
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

    private List<String> states(String log, LocalDate from, LocalDate to) throws Exception {
        JsonNode days = JSON.readTree(get("/api/archive?logs=" + log + "&from=" + from + "&to=" + to)
                        .body())
                .at("/logs/0/days");
        List<String> states = new ArrayList<>();
        days.forEach(day -> states.add(day.path("state").asText()));
        return states;
    }

    private static String order(LocalDate from, LocalDate to, String more) {
        return "{\"from\":\"" + from + "\",\"to\":\"" + to + "\"," + more + "}";
    }

    private HttpResponse<String> post(String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(app.host().address() + "/api/backfill"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(app.host().address() + path)).build(), BodyHandlers.ofString());
    }
}
