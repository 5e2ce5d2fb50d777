package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.lake.DayPath;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.run.LoggedEvent;
import io.callarchive.local.simulator.Oddity;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.local.simulator.SimulatorRequest;
import io.callarchive.local.simulator.TokenRequest;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.pages.ChainHash;
import io.callarchive.pages.CycleMark;
import io.callarchive.pages.PageRequest;
import io.callarchive.testing.FarFromMidnight;
import io.callarchive.testing.PackagedApp;
import java.io.IOException;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The staged app under the local host, with managed identity, from the front door to the file. */
@ExtendWith(FarFromMidnight.class)
class PackagedAppIT {
    private static final Random RANDOM = new Random();
    private static final String REQUEST_ID = "5b2f6a1e-93c4-4d0b-8f57-0c1d2e3f4a5b";

    private final LocalDate today = LocalDate.now(Clock.systemUTC());

    private LocalAzure azure;

    @BeforeEach
    void start() throws IOException {
        // Several pages of the busiest log and of no other, whichever weekday it is.
        azure = new LocalAzure(
                new SimulatedTenant(7, (log, date) -> log == CallLog.DIRECT_ROUTING ? 3_300 : 300), Map.of());
        azure.graph().withoutLimits();
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void archivesYesterdaysFiveLogsByteForByteAndTellsNobodysName() {
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.host().fire("DailyArchive");
            int pages = 0;
            for (CallLog log : CallLog.values()) {
                LoggedEvent started = app.await(Name.RUN_STARTED, Map.of("log", log.label()));
                ArchiveDay day = new ArchiveDay(log, LocalDate.parse(started.value("date")));
                LoggedEvent archived = app.awaitEnd(day);
                assertThat(archived.name()).isEqualTo(Name.DAY_ARCHIVED);
                assertThat(app.lines(day))
                        .as(log.label())
                        .isEqualTo(app.served(day))
                        .isNotEmpty();
                assertThat(app.metadata(day))
                        .containsEntry("rows", archived.value("rows"))
                        .containsEntry("reason", "nightly")
                        .containsEntry("state", "provisional")
                        .doesNotContainValue("development");
                pages += Integer.parseInt(archived.value("pages"));
            }
            List<SimulatorRequest> requests = azure.graph().requests();
            assertThat(requests).as("one request a page").hasSize(pages);
            assertThat(requests).extracting(SimulatorRequest::clientRequestId).doesNotHaveDuplicates();
            assertThat(requests).allMatch(SimulatorRequest::hasToken);
            assertThat(azure.identity().asked())
                    .extracting(TokenRequest::resource)
                    .contains("https://graph.microsoft.com", "https://storage.azure.com");
            logHoldsNothingPersonal(app);
        }
    }

    private void logHoldsNothingPersonal(PackagedApp app) {
        String log = String.join("\n", app.host().output());
        assertThat(azure.tenant().orElseThrow().personalStrings()).noneMatch(log::contains);
        assertThat(log).doesNotContain("eyJ", "Bearer", "skip=");
    }

    @Test
    void theNightFillsTheGapsOfTheHistoryAndReadsDueDaysAgain() {
        Map<String, String> settings =
                Map.of("ARCHIVE_LOGS", "blocked-users", "ARCHIVE_HISTORY_DAYS", "3", "ARCHIVE_REVISIT_DAYS", "2");
        ArchiveDay due = new ArchiveDay(CallLog.BLOCKED_USERS, today.minusDays(2));
        ArchiveDay gap = new ArchiveDay(CallLog.BLOCKED_USERS, today.minusDays(3));
        try (PackagedApp app = PackagedApp.start(azure, settings)) {
            // As if it had been read on the day after: one row was late then.
            azure.tenant().orElseThrow().holdBack(due.log(), due.date(), 1);
            Instant dayAfter = due.window().to().plus(Duration.ofHours(4));
            app.begin(due, run(dayAfter, 1));
            app.await(Name.DAY_ARCHIVED, due);
            azure.tenant().orElseThrow().release(due.log(), due.date());

            app.host().fire("DailyArchive");
            app.await(Name.DAY_ARCHIVED, gap);
            app.await(Name.RUN_STARTED, Map.of("date", due.date().toString(), "reason", "revisit"));
            app.await(Name.DAY_ARCHIVED, Map.of("date", due.date().toString(), "state", "settled"));
            assertThat(app.metadata(gap)).containsEntry("reason", "gap").containsEntry("state", "settled");
            assertThat(app.lines(due)).isEqualTo(app.served(due));
        }
    }

    @Test
    void severalChainsMakeOneFileInTheOrderOfTime() {
        ArchiveDay day = new ArchiveDay(CallLog.DIRECT_ROUTING, today.minusDays(4));
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(3));
            app.await(Name.DAY_ARCHIVED, day);
            assertThat(app.lines(day)).isEqualTo(app.served(day)).hasSizeGreaterThan(3000);
        }
    }

    @Test
    void aDayWithoutRowsIsAFileWithoutLines() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(12));
        azure.tenant().orElseThrow().put(day.log(), day.date(), List.of());
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            app.await(Name.DAY_ARCHIVED, day);
            // The next day's first row stands at the bound of this day's window.
            assertThat(app.lines(day)).isEmpty();
            assertThat(app.metadata(day)).containsEntry("rows", "0");
        }
    }

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
            app.begin(day, new Run(id, 0, Reason.REVISIT, 1, false, false, Optional.empty()));
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

    @Test
    void aRefusalThatPassesIsShownAsAWaitAndAskedAgain() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(4));
        azure.graph().odd(List.of(Oddity.STRAY_REDIRECT));
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            LoggedEvent waiting = app.await(Name.THROTTLED, day);
            assertThat(waiting.value("status")).isEqualTo("302");
            assertThat(waiting.value("waitSeconds")).isEqualTo("60");
            app.await(Name.DAY_ARCHIVED, day);
            assertThat(app.events(Name.DAY_FAILED, day)).isEmpty();
            assertThat(app.lines(day)).isEqualTo(app.served(day));
        }
    }

    @Test
    void aLinkThatIsRefusedBeginsTheChainAfresh() {
        ArchiveDay day = new ArchiveDay(CallLog.DIRECT_ROUTING, today.minusDays(4));
        AtomicInteger refusals = new AtomicInteger();
        azure.graph()
                .answer(request -> request.skip() == 2_000 && refusals.getAndIncrement() == 0
                        ? Optional.of(SimulatorAnswer.error(request, 400, "BadRequest", "The skip token has expired."))
                        : Optional.empty());
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            app.await(Name.DAY_ARCHIVED, day);
            assertThat(app.lines(day)).isEqualTo(app.served(day));
            assertThat(azure.graph().requests().stream().filter(request -> request.skip() == 0))
                    .hasSize(2);
        }
    }

    @Test
    void aLeaseOnTheDaysBlobIsSaidInWordsAndWaitedFor() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(4));
        azure.tenant().orElseThrow().holdBack(day.log(), day.date(), 3);
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            app.await(Name.DAY_CHECKED, day);
            app.awaitMetadata(day, "checkedAt");
            BlobLeaseClient lease = new BlobLeaseClientBuilder()
                    .blobClient(azure.lake().getBlobClient(DayPath.ofFile(day)))
                    .buildClient();
            lease.acquireLease(-1);
            azure.tenant().orElseThrow().release(day.log(), day.date());
            Run revisit = run(1);
            app.begin(day, revisit);
            LoggedEvent waiting =
                    app.await(Name.THROTTLED, Map.of("run", revisit.id().hex()));
            assertThat(waiting.value("code")).isEqualTo("LeaseIdMissing");
            assertThat(waiting.value("status")).isEqualTo("412");
            assertThat(waiting.value("message")).contains("somebody holds a lease on the day's blob");
            assertThat(app.awaitFailure(day).path("code").textValue()).isEqualTo("LeaseIdMissing");
            lease.releaseLease();
            app.await(Name.DAY_ARCHIVED, Map.of("run", revisit.id().hex()));
            assertThat(app.lines(day)).isEqualTo(app.served(day));
            assertThat(app.failure(day)).isEmpty();
        }
    }

    @Test
    void aContainerThatIsNotThereYetIsWaitedFor() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(4));
        azure.lake().delete();
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            LoggedEvent waiting = app.await(Name.THROTTLED, day);
            assertThat(waiting.value("code")).isEqualTo("ContainerNotFound");
            assertThat(app.awaitFailure(day).path("message").textValue()).contains("the container is not there");
            azure.lake().createIfNotExists();
            app.await(Name.DAY_ARCHIVED, day);
            assertThat(app.lines(day)).isEqualTo(app.served(day));
            assertThat(app.host().output()).noneMatch(line -> line.contains("ERROR ArchivePage failed"));
        }
    }

    @Test
    void aMissingRoleIsTheDaysFailureInWords() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(9));
        azure.identity().grant(Set.of("User.Read.All"));
        azure.graph()
                .answer(request ->
                        Optional.of(SimulatorAnswer.error(request, 403, "Forbidden", "Missing role for +12818602122")));
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            app.await(Name.DAY_FAILED, day);
            JsonNode failure = app.awaitFailure(day);
            assertThat(failure.path("status").intValue()).isEqualTo(403);
            assertThat(failure.path("code").textValue()).isEqualTo("Forbidden");
            assertThat(failure.path("message").textValue()).contains("CallRecord-PstnCalls.Read.All");
            assertThat(failure.path("askedAgainAt").isNull()).isTrue();
            assertThat(failure.toString()).doesNotContain("12818602122");
            assertThat(app.hasFile(day)).isFalse();
        }
    }

    @Test
    void messagesThatAreNoneEndAsDeadLettersWithAReasonAndTouchNothing() {
        ArchiveDay day = new ArchiveDay(CallLog.PSTN, today.minusDays(8));
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            String good = app.message(PageRequest.firstPages(day, run(1)).get(0));
            String following = app.message(PageRequest.firstPages(day, run(1))
                    .get(0)
                    .next(
                            "http://127.0.0.1.evil.example/beta/communications/callRecords/getPstnCalls(a)",
                            ChainHash.NONE,
                            new CycleMark(0, 1, 1)));
            Map<String, String> bad = Map.of(
                    "not json",
                    "not valid JSON",
                    good.replace("\"version\":2", "\"version\":9"),
                    "version 2, not 9",
                    good.replace("\"pstn\"", "\"fax\""),
                    "unknown log",
                    good.replace("\"page\":0", "\"page\":-1"),
                    "page must be in",
                    good.replace("{\"version\"", "{\"blobName\":\"x\",\"version\""),
                    "a property that no page message has",
                    following,
                    "another host");
            bad.keySet().forEach(app::send);
            for (String reason : bad.values()) {
                app.host()
                        .awaitLine(
                                line -> line.contains("DAY_FAILED") && line.contains(reason),
                                reason,
                                Duration.ofMinutes(1));
            }
            assertThat(app.hasFile(day)).isFalse();
            assertThat(app.failure(day)).isEmpty();
            assertThat(azure.graph().requests()).isEmpty();
        }
    }

    @Test
    void aKilledAppFinishesTheDayAfterItsRestart() {
        ArchiveDay day = new ArchiveDay(CallLog.DIRECT_ROUTING, today.minusDays(3));
        azure.graph().answer(request -> Optional.of(azure.graph().usual(request).after(Duration.ofMillis(300))));
        Map<String, String> shortLease = Map.of("LOCALHOST_LEASE_SECONDS", "3");
        try (PackagedApp app = PackagedApp.start(azure, shortLease)) {
            app.begin(day, run(2));
            app.await(Name.PAGE_STAGED, Map.of("date", day.date().toString(), "page", "1"));
            app.host().kill();
            assertThat(app.hasFile(day)).isFalse();
        }
        try (PackagedApp app = PackagedApp.start(azure, shortLease)) {
            app.await(Name.DAY_ARCHIVED, day);
            assertThat(app.lines(day)).isEqualTo(app.served(day));
        }
    }

    @Test
    void aMessageThatOnlyItsInstanceFailedIsPutBackOnce() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(4));
        Map<String, String> oneTry = Map.of(
                "LOCALHOST_LEASE_SECONDS", "3", "AzureFunctionsJobHost__extensions__queues__maxDequeueCount", "1");
        azure.graph().answer(request -> Optional.of(azure.graph().usual(request).after(Duration.ofSeconds(20))));
        try (PackagedApp app = PackagedApp.start(azure, oneTry)) {
            app.begin(day, run(1));
            Instant patience = Instant.now().plus(Duration.ofMinutes(1));
            while (azure.graph().requests().isEmpty() && Instant.now().isBefore(patience)) {
                Thread.onSpinWait();
            }
            app.host().kill();
        }
        azure.graph().answer(request -> Optional.empty());
        try (PackagedApp app = PackagedApp.start(azure, oneTry)) {
            LoggedEvent putBack = app.await(Name.THROTTLED, day);
            assertThat(putBack.value("code")).isEqualTo("interrupted");
            app.await(Name.DAY_ARCHIVED, day);
            assertThat(app.lines(day)).isEqualTo(app.served(day));
            assertThat(app.events(Name.DAY_FAILED, day)).isEmpty();
        }
    }

    @Test
    void aSettledDayOfTenThousandRowsNeverShrinksAndGrowsByOne() {
        ArchiveDay day = new ArchiveDay(CallLog.PSTN, today.minusDays(11));
        List<byte[]> rows = new SimulatedTenant(9, (log, date) -> 10_001).rows(day.log(), day.date());
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            List<String> archived = read(app, day, rows.subList(0, 10_000), Name.DAY_ARCHIVED);
            assertThat(app.metadata(day)).containsEntry("state", "settled").containsEntry("rows", "10000");

            read(app, day, List.of(), Name.DAY_KEPT);
            assertThat(app.lines(day)).isEqualTo(archived);
            read(app, day, rows.subList(1, 10_000), Name.DAY_KEPT);
            assertThat(app.lines(day)).isEqualTo(archived);
            read(app, day, rows.subList(0, 10_000), Name.DAY_UNCHANGED);

            List<String> grown = read(app, day, rows, Name.DAY_ARCHIVED);
            assertThat(app.lines(day)).isEqualTo(grown).hasSize(10_001);
            assertThat(app.metadata(day).get("readings")).matches("\\w+:10000 \\w+:0 \\w+:9999 \\w+:10000 \\w+:10001");
        }
    }

    /** Lets Graph have those rows, reads the day with them, and returns them. */
    private List<String> read(PackagedApp app, ArchiveDay day, List<byte[]> rows, Name outcome) {
        azure.tenant().orElseThrow().put(day.log(), day.date(), rows);
        Optional<RunId> base = app.hasFile(day)
                ? Optional.ofNullable(app.metadata(day).get("run")).map(RunId::new)
                : Optional.empty();
        RunId id = RunId.startingAt(Instant.now(), RANDOM);
        app.begin(day, new Run(id, 0, Reason.REVISIT, 1, true, false, base));
        assertThat(app.await(outcome, Map.of("run", id.hex())).value("found")).isEqualTo("" + rows.size());
        return app.served(day);
    }

    @Test
    void repeatedRowsLeadToAFreshReadingWhichReplacesTheFile() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(19));
        List<byte[]> rows = repeatARow(day);
        AtomicInteger readings = new AtomicInteger();
        azure.graph().answer(request -> {
            if (readings.incrementAndGet() == 2) {
                azure.tenant().orElseThrow().put(day.log(), day.date(), rows);
            }
            return Optional.empty();
        });
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            Map<String, String> date = Map.of("date", day.date().toString());
            LoggedEvent repeated = app.await(Name.DAY_CHECKED, date);
            assertThat(repeated.value("duplicates")).isEqualTo("1");
            assertThat(repeated.value("rows")).isEqualTo("" + (rows.size() + 1));
            LoggedEvent fresh = app.await(Name.RUN_STARTED, date);
            assertThat(fresh.value("reason")).isEqualTo("recheck");
            LoggedEvent clean = app.await(Name.DAY_CHECKED, Map.of("run", fresh.value("run")));
            assertThat(clean.value("duplicates")).isEqualTo("0");
            assertThat(clean.value("outside")).isEqualTo("0");
            assertThat(app.lines(day)).isEqualTo(app.served(day)).hasSameSizeAs(rows);
            assertThat(count(app, Name.RUN_STARTED, day)).isEqualTo(1);
            app.send("no message");
            app.host().awaitLine("bad-message", Duration.ofMinutes(1));
            assertThat(app.awaitMetadata(day, "checkedAt"))
                    .containsEntry("reason", "recheck")
                    .containsEntry("duplicates", "0")
                    .containsEntry("versions", "0")
                    .containsEntry("outside", "0")
                    .containsKey("checkedAt");
            logHoldsNothingPersonal(app);
        }
    }

    @Test
    void rowsThatStayRepeatedAreReportedOnceAndNotReadAThirdTime() {
        ArchiveDay day = new ArchiveDay(CallLog.PSTN, today.minusDays(18));
        ArchiveDay later = new ArchiveDay(CallLog.BLOCKED_USERS, today.minusDays(18));
        int rows = repeatARow(day).size() + 1;
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            LoggedEvent repeated = app.await(Name.DAY_CHECKED, day);
            assertThat(repeated.value("duplicates")).isEqualTo("1");
            app.await(Name.DAY_UNCHANGED, day);
            app.begin(later, run(1));
            app.await(Name.DAY_CHECKED, later);
            assertThat(count(app, Name.RUN_STARTED, day)).isEqualTo(1);
            assertThat(count(app, Name.DAY_CHECKED, day)).isEqualTo(1);
            assertThat(app.lines(day)).isEqualTo(app.served(day)).hasSize(rows);
            assertThat(app.metadata(day)).containsEntry("duplicates", "1").containsEntry("reason", "backfill");
            assertThat(app.failure(day)).isEmpty();
        }
    }

    @Test
    void rowsUnderAnIdThatIsNoneAndVersionsOfARowAreKept() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(17));
        ArchiveDay later = new ArchiveDay(CallLog.BLOCKED_USERS, today.minusDays(17));
        List<byte[]> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            rows.add(message(day, "00000000-0000-0000-0000-000000000000", "0.1" + i));
        }
        rows.add(message(day, "5e1f0a52-93c8-4c86-8c1b-1c4a2f0f7a11", "0.30"));
        rows.add(message(day, "5e1f0a52-93c8-4c86-8c1b-1c4a2f0f7a11", "0.35"));
        azure.tenant().orElseThrow().put(day.log(), day.date(), rows);
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            LoggedEvent checked = app.await(Name.DAY_CHECKED, day);
            assertThat(checked.value("duplicates")).isEqualTo("0");
            assertThat(checked.value("versions")).isEqualTo("1");
            Map<String, String> metadata = app.awaitMetadata(day, "checkedAt");
            assertThat(metadata).containsEntry("duplicates", "0").containsEntry("versions", "1");
            azure.tenant().orElseThrow().put(day.log(), day.date(), rows.subList(0, 1));
            RunId id = RunId.startingAt(Instant.now(), RANDOM);
            Optional<RunId> base = Optional.ofNullable(metadata.get("run")).map(RunId::new);
            app.begin(day, new Run(id, 0, Reason.RECHECK, 1, false, false, base));
            app.await(Name.DAY_KEPT, Map.of("run", id.hex()));
            app.begin(later, run(1));
            app.await(Name.DAY_CHECKED, later);
            assertThat(count(app, Name.RUN_STARTED, day)).isZero();
            assertThat(app.lines(day)).hasSize(12);
        }
    }

    private static byte[] message(ArchiveDay day, String id, String charge) {
        String row = "{\"id\":\"" + id + "\",\"sentDateTime\":\"" + day.date() + "T10:00:00Z\",\"callCharge\":" + charge
                + "}";
        return row.getBytes(StandardCharsets.UTF_8);
    }

    /** Lets Graph serve the day's first row twice; returns the rows as they were. */
    private List<byte[]> repeatARow(ArchiveDay day) {
        SimulatedTenant tenant = azure.tenant().orElseThrow();
        List<byte[]> rows = tenant.rows(day.log(), day.date());
        List<byte[]> repeated = new ArrayList<>(rows);
        repeated.add(rows.get(0));
        tenant.put(day.log(), day.date(), repeated);
        return rows;
    }

    private static long count(PackagedApp app, Name name, ArchiveDay day) {
        return app.host().output().stream()
                .flatMap(line -> LoggedEvent.in(line).stream())
                .filter(event -> event.name() == name
                        && event.log().filter(day.log()::equals).isPresent()
                        && event.value("date").equals(day.date().toString()))
                .count();
    }

    @Test
    void everyFunctionNamesAllWrongSettingsAndTheHostGoesOn() {
        Map<String, String> wrong =
                Map.of("ARCHIVE_LOGS", "fax", "ARCHIVE_HISTORY_DAYS", "many", "GRAPH_ENDPOINT", "x");
        try (PackagedApp app = PackagedApp.start(azure, wrong)) {
            app.send("no message");
            app.host().fire("DailyArchive");
            app.host().fire("DeadLetter");
            for (String function : List.of("DailyArchive", "ArchivePage", "DeadLetter")) {
                String line = app.host().awaitLine("ERROR " + function + " failed", Duration.ofMinutes(1));
                assertThat(line)
                        .contains(", 3 setting(s) are wrong", "ARCHIVE_LOGS", "ARCHIVE_HISTORY_DAYS", "GRAPH_ENDPOINT");
            }
            assertThat(app.host().alive()).isTrue();
        }
    }

    private static Run run(int chains) {
        return run(Instant.now(), chains);
    }

    private static Run run(Instant start, int chains) {
        return new Run(RunId.startingAt(start, RANDOM), 0, Reason.BACKFILL, chains, false, false, Optional.empty());
    }
}
