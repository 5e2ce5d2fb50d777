package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.local.run.LoggedEvent;
import io.callarchive.local.simulator.Oddity;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.testing.PackagedApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import org.junit.jupiter.api.Test;

/** Answers that are no pages, or not whole. */
class OddAnswersIT extends OwnTenant {
    private static final String REQUEST_ID = "5b2f6a1e-93c4-4d0b-8f57-0c1d2e3f4a5b";

    @Test
    void oddAnswersAreAskedAgainAndRecordedUntilTheDaySucceeds() {
        ArchiveDay day = new ArchiveDay(CallLog.PSTN, today.minusDays(10));
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean recordRead = new AtomicBoolean();
        azure.graph().answer(request -> {
            if (asked.getAndIncrement() == 0) {
                return Optional.of(SimulatorAnswer.throttled(request, 1));
            }
            return recordRead.get()
                    ? Optional.empty()
                    : Optional.of(SimulatorAnswer.json(200, "{}").header("request-id", REQUEST_ID));
        });
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            LoggedEvent waiting =
                    app.await(Name.THROTTLED, Map.of("date", day.date().toString(), "code", "unreadable-answer"));
            JsonNode failure = app.awaitFailure(day);
            assertThat(failure.path("code").textValue()).isEqualTo("unreadable-answer");
            assertThat(failure.path("message").textValue()).contains("without the array \"value\"");
            assertThat(failure.path("requestId").textValue()).isEqualTo(REQUEST_ID);
            assertThat(failure.path("run").textValue()).isEqualTo(waiting.value("run"));
            assertThat(Instant.parse(failure.path("askedAgainAt").textValue()))
                    .isAfter(Instant.parse(failure.path("lastMetAt").textValue()));
            recordRead.set(true);
            app.await(Name.DAY_ARCHIVED, day);
            assertThat(app.lines(day)).isEqualTo(app.served(day));
            assertThat(app.failure(day)).isEmpty();
        }
    }

    @Test
    void anAnswerThatSaysInItsBodyThatItBrokeOffIsNoPageOfAnyLog() {
        azure.graph().odd(List.of(Oddity.IN_STREAM_ERROR));
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            for (CallLog log : CallLog.values()) {
                app.begin(new ArchiveDay(log, today.minusDays(4)), run(1));
            }
            for (CallLog log : CallLog.values()) {
                ArchiveDay day = new ArchiveDay(log, today.minusDays(4));
                LoggedEvent broken = app.await(Name.THROTTLED, day);
                assertThat(broken.value("code")).isEqualTo("InternalServerError");
                assertThat(broken.value("status")).isEqualTo("200");
                app.await(Name.DAY_ARCHIVED, day);
                assertThat(app.lines(day)).as(log.label()).isEqualTo(app.served(day));
            }
        }
    }

    @Test
    void everyOddityOfAnAnswerEndsInAWholeDay() {
        List<Oddity> oddities = Stream.of(Oddity.values())
                // Asked again after a minute: they have a test of their own.
                .filter(oddity -> !Set.of(Oddity.STRAY_REDIRECT, Oddity.STRAY_401, Oddity.STRAY_404)
                        .contains(oddity))
                .toList();
        azure.graph().pageSize(150);
        azure.graph().odd(oddities);
        ArchiveDay day = new ArchiveDay(CallLog.DIRECT_ROUTING, today.minusDays(4));
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            // A backfill would wait twice as long.
            RunId id = RunId.startingAt(Instant.now(), RANDOM);
            app.begin(day, new Run(id, 0, Reason.REVISIT, 1, false, Optional.empty(), false, Optional.empty()));
            app.await(Name.DAY_ARCHIVED, day);
            assertThat(app.lines(day)).isEqualTo(app.served(day));
            // Other notes are the rows' own: the tenant is quirky.
            assertThat(app.metadata(day).getOrDefault("notes", "").split(" ")).contains("count-differs");
            assertThat(app.failure(day)).isEmpty();
            Set<String> codes = app.events(Name.THROTTLED, day).stream()
                    .map(event -> event.value("code"))
                    .collect(Collectors.toSet());
            assertThat(codes).contains("InternalServerError", "unreadable-answer", "no-answer", "http-409");
        }
    }

    /** The simulated Graph's server sends no trailers, so another one stands in front of it. */
    @Test
    void aTrailerThatSpeaksOfAnErrorMakesTheAnswerNone() throws IOException {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(4));
        String page = "{\"value\":["
                + azure.tenant().orElseThrow().lines(day.log(), day.date()).stream()
                        .map(line -> new String(line, StandardCharsets.UTF_8))
                        .collect(Collectors.joining(","))
                + "]}";
        try (MockWebServer graph = new MockWebServer()) {
            graph.enqueue(chunked(page).setTrailers(Headers.of("OData-Error", "{}")));
            graph.enqueue(chunked(page).setTrailers(Headers.of("Server-Timing", "a")));
            try (PackagedApp app = PackagedApp.start(
                    azure, Map.of("GRAPH_ENDPOINT", "http://127.0.0.1:" + graph.getPort() + "/beta"))) {
                app.begin(day, run(1));
                LoggedEvent broken = app.await(Name.THROTTLED, day);
                assertThat(broken.value("code")).isEqualTo("unreadable-answer");
                assertThat(broken.value("message")).contains("trailer");
                app.await(Name.DAY_ARCHIVED, day);
                assertThat(app.lines(day)).isEqualTo(app.served(day));
                assertThat(graph.getRequestCount()).isEqualTo(2);
            }
        }
    }

    private static MockResponse chunked(String page) {
        return new MockResponse().setHeader("Content-Type", "application/json").setChunkedBody(page, 10_000);
    }
}
