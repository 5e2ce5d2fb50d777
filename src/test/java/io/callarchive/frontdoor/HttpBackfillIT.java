package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.local.tenant.SimulatedTenant;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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

    private HttpResponse<String> posted(String order) {
        try {
            return post(order);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
