package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.local.storage.StorageGateway;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.testing.PackagedApp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Days that a person asks for. */
class HttpBackfillIT extends HttpCaller {
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
    void aBackfillArchivesItsDaysAndTheStatusShowsThem() throws Exception {
        LocalDate from = yesterday.minusDays(20);
        HttpResponse<String> answer = post(order(from, from.plusDays(2), "\"logs\":[\"blocked-users\",\"dialout\"]"));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode json = JSON.readTree(answer.body());
        assertThat(json.path("days").asInt()).isEqualTo(6);
        String order = from + "." + from.plusDays(2) + ".blocked-users.dialout";
        assertThat(json.path("order").asText()).isEqualTo(order);
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
        assertThat(app.await(Name.ORDER_ENDED, Map.of("order", order)).value("days"))
                .isEqualTo("6");
        JsonNode status = JSON.readTree(get(json.path("status").asText()).body());
        assertThat(status.path("orders")).isEmpty();
        assertThat(status.path("logs")).hasSize(2);
        assertThat(status.at("/logs/0/days"))
                .hasSize(3)
                .allMatch(day -> day.path("state").asText().equals("settled"))
                .allMatch(day -> day.at("/readings/0/rows").equals(day.path("rows")))
                .allSatisfy(day -> assertThat(instant(day.at("/readings/0/dueAt")))
                        .isBeforeOrEqualTo(instant(day.path("archivedAt"))));
        assertThat(status.at("/logs/0/newestSettled").asText())
                .isEqualTo(from.plusDays(2).toString());

        JsonNode again = JSON.readTree(post(order(from, from, "\"logs\":[\"dialout\"],\"dryRun\":true"))
                .body());
        assertThat(again.path("days").asInt()).isZero();
        assertThat(again.at("/skipped/0/reason").asText()).isEqualTo("settled");
        JsonNode idle =
                JSON.readTree(post(order(from, from, "\"logs\":[\"dialout\"]")).body());
        Map<String, String> idleOrder = Map.of("order", idle.path("order").asText());
        assertThat(app.await(Name.ORDER_ENDED, idleOrder).value("days")).isEqualTo("0");
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
        app.await(Name.ORDER_ENDED, Map.of());
        app.awaitRest();
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

    /** All that Microsoft Teams can ever have had. */
    @Test
    void anOrderForTenYearsIsTakenAtOnceAndOnce() throws Exception {
        LocalDate from = later(yesterday.minusDays(3_659), LocalDate.of(2017, 1, 1));
        String everything = order(from, yesterday, "\"force\":true");
        app.close();
        try (StorageGateway gateway = new StorageGateway(azure.azurite());
                PackagedApp idle = PackagedApp.start(azure, behind(gateway))) {
            app = idle;
            assertThat(post(order(yesterday, yesterday, "\"dryRun\":true")).statusCode())
                    .as("so that the time of a process that has just started is not counted")
                    .isEqualTo(200);
            int before = gateway.passedOn();
            long start = System.nanoTime();
            HttpResponse<String> answer = post(everything);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            int calls = gateway.passedOn() - before;
            JsonNode placed = JSON.readTree(answer.body());
            System.out.println("An order for " + placed.path("days") + " days: " + took.toMillis() + " ms, " + calls
                    + " calls of blobs, and a message");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(took).isLessThan(Duration.ofSeconds(2));
            assertThat(calls).isLessThan(20);

            JsonNode again = JSON.readTree(post(everything).body());
            assertThat(again).isEqualTo(placed);
            JsonNode open = orders();
            assertThat(open).hasSize(1);
            assertThat(open.at("/0/order")).isEqualTo(placed.path("order"));
            assertThat(open.at("/0/placedAt")).isEqualTo(placed.path("placedAt"));
            assertThat(open.at("/0/from").asText()).isEqualTo(from.toString());
            assertThat(open.at("/0/to").asText()).isEqualTo(yesterday.toString());
            assertThat(open.at("/0/logs")).hasSize(5);
            assertThat(open.at("/0/force").asBoolean()).isTrue();
            assertThat(open.at("/0/left").isNull())
                    .as("nobody has looked at it")
                    .isTrue();

            String name = placed.path("order").asText();
            assertThat(cancel(name).statusCode()).isEqualTo(204);
            assertThat(orders()).isEmpty();
            for (String unknown : List.of(name, "", "schedule", "../" + name)) {
                HttpResponse<String> refused = cancel(unknown);
                assertThat(refused.statusCode()).as(unknown).isEqualTo(404);
                assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            }
        }
    }

    @Test
    void anOrderThatIsTakenBackBeginsNoMoreAndWhatIsOnItsWayIsArchived() throws Exception {
        azure.graph().answer(request -> Optional.of(azure.graph().usual(request).after(Duration.ofSeconds(1))));
        LocalDate from = yesterday.minusDays(99);
        JsonNode placed =
                JSON.readTree(post(order(from, yesterday, "\"logs\":[\"sms\"]")).body());
        app.await(Name.DAY_ARCHIVED, Map.of("log", "sms"));
        assertThat(orders().at("/0/days").asInt()).isEqualTo(100);
        assertThat(orders().at("/0/left").asInt()).isBetween(1, 100);

        assertThat(cancel(placed.path("order").asText()).statusCode()).isEqualTo(204);
        app.awaitRest();
        assertThat(orders()).isEmpty();
        List<String> states = states("sms", from, yesterday);
        System.out.println("Taken back: " + Collections.frequency(states, "missing") + " of 100 days were not begun");
        assertThat(states).contains("missing").doesNotContain("in-progress", "failed");
        assertThat(app.host().output()).noneMatch(line -> line.contains(Name.ORDER_ENDED.name()));
    }

    @Test
    void whatMicrosoftMayHaveDeletedIsReadLateAndAnEmptyAnswerAboutItMakesNoFile() throws Exception {
        ArchiveDay empty = new ArchiveDay(CallLog.SMS, yesterday.minusDays(200));
        ArchiveDay late = new ArchiveDay(CallLog.SMS, yesterday.minusDays(199));
        azure.graph()
                .answer(request ->
                        request.from().filter(empty.window().from()::equals).isPresent()
                                ? Optional.of(SimulatorAnswer.json(200, "{\"value\":[]}"))
                                : Optional.empty());
        JsonNode placed = JSON.readTree(
                post(order(empty.date(), late.date(), "\"logs\":[\"sms\"]")).body());
        app.await(Name.ORDER_ENDED, Map.of("order", placed.path("order").asText()));
        app.await(Name.DAY_GONE, empty);
        assertThat(app.hasFile(empty)).isFalse();
        assertThat(app.lines(late)).isEqualTo(app.served(late)).isNotEmpty();
        assertThat(app.metadata(late).get("notes")).contains("read-late");
        JsonNode log = JSON.readTree(get(placed.path("status").asText()).body()).at("/logs/0");
        assertThat(log.at("/days/0/state").asText()).isEqualTo("gone");
        assertThat(log.at("/days/1/state").asText()).isEqualTo("settled");
        assertThat(log.at("/days/1/notes").toString()).contains("\"read-late\"");
        assertThat(log.at("/seen/date").asText()).isEqualTo(late.date().toString());
    }

    /** Nobody conducts, so that only what the answer takes is counted. */
    private static Map<String, String> behind(StorageGateway gateway) {
        return Map.of(
                "AzureWebJobs.Conduct.Disabled",
                "true",
                "ARCHIVE_STORAGE__blobServiceUri",
                gateway.blobServiceUri().toString());
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private JsonNode orders() throws Exception {
        return JSON.readTree(get("/api/archive?logs=sms&from=" + yesterday).body())
                .path("orders");
    }

    private HttpResponse<String> cancel(String order) throws Exception {
        URI uri = URI.create(app.host().address() + "/api/backfill?order=" + order);
        return CLIENT.send(HttpRequest.newBuilder(uri).DELETE().build(), BodyHandlers.ofString());
    }

    private static Instant instant(JsonNode text) {
        return Instant.parse(text.asText());
    }

    private HttpResponse<String> posted(String order) {
        try {
            return post(order);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
