package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.local.tenant.SimulatedTenant;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the status says of each day, as JSON and as a page. */
class HttpStatusIT extends HttpCaller {
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
    void theStatusSaysWhyADayFailedAndWhichAreAtRisk() throws Exception {
        LocalDate date = yesterday.minusDays(130);
        azure.identity().grant(Set.of("User.Read.All"));
        post(order(date, date, "\"logs\":[\"direct-routing\"]"));
        app.await(Name.DAY_FAILED, new ArchiveDay(CallLog.DIRECT_ROUTING, date));
        app.awaitRest();
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
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(refused.body()).path("detail").asText()).startsWith("none of these days can be read");
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
}
