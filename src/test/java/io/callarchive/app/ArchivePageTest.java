package io.callarchive.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Problem;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PageNote;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.json.MalformedJson;
import io.callarchive.lake.BlobDays;
import io.callarchive.lake.BlobLake;
import io.callarchive.lake.DayPath;
import io.callarchive.pages.ChainEnd;
import io.callarchive.pages.ChainEnd.Outcome;
import io.callarchive.pages.ChainEnds;
import io.callarchive.pages.GraphLogs;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageAnswer;
import io.callarchive.pages.PageArchiver;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RequestLimits;
import io.callarchive.pages.RowTimes;
import io.callarchive.queue.PageMessages;
import io.callarchive.retry.Setbacks;
import io.callarchive.testing.InMemoryBlobStore;
import io.callarchive.testing.InMemoryFailures;
import io.callarchive.testing.InMemoryKeptAside;
import io.callarchive.testing.InMemoryLake;
import io.callarchive.testing.Runs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class ArchivePageTest {
    private static final ArchiveDay DAY = new ArchiveDay(CallLog.SMS, LocalDate.of(2026, 11, 18));
    private static final RunId RUN = new RunId("019e0c8d4e00a1b2c3");
    private static final Instant NOW = RUN.dueAt().plus(Duration.ofMinutes(1));
    private static final RequestLimits LIMITS = new RequestLimits(46);
    private static final Duration BETWEEN_REQUESTS = LIMITS.betweenRequestsOfAChain();
    private static final Optional<String> MORE = Optional.of("https://graph.example/?$skip=1");
    private static final String FILE = "log=sms/date=2026-11-18/sms-2026-11-18.json.gz";

    private final LogBook log = new LogBook();
    private final InMemoryLake memory = new InMemoryLake();
    private final InMemoryBlobStore blobs = memory.files();
    private final InMemoryFailures failures = new InMemoryFailures();
    private final InMemoryKeptAside keptAside = new InMemoryKeptAside();
    private final PageMessages messages = new PageMessages((callLog, link) -> Optional.empty());
    private final List<PageRequest> sent = new ArrayList<>();
    private final List<CheckRequest> checks = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private final List<ChainEnd> ends = new ArrayList<>();
    private ChainEnds chainEnds = ends::add;

    @Test
    void lastPageMakesTheDaysFileAppear() {
        run(request -> page(Optional.empty()), first());

        assertThat(blobs.names()).containsExactly(FILE);
        assertThat(sent).isEmpty();
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0)).startsWith("PAGE_STAGED log=sms date=2026-11-18 run=" + RUN);
        assertThat(log.lines().get(1)).startsWith("DAY_ARCHIVED log=sms date=2026-11-18 run=" + RUN);
        assertThat(log.levels()).containsOnly(Level.INFO);
    }

    @Test
    void newFileIsToBeCheckedAndAskedForAgainWhenTheLastPageComesAgain() {
        run(request -> page(Optional.empty()), first());
        assertThat(checks).containsExactly(new CheckRequest(DAY, RUN, 0));

        run(request -> page(Optional.empty()), first());
        assertThat(checks).containsExactly(new CheckRequest(DAY, RUN, 0), new CheckRequest(DAY, RUN, 0));
    }

    @Test
    void fileThatARunConfirmsIsToBeCheckedOnlyIfItNeverWas() {
        run(request -> page(Optional.empty()), first());
        run(request -> page(Optional.empty()), later("019e0d0000000a0b0c"));
        assertThat(checks).containsExactly(new CheckRequest(DAY, RUN, 0), new CheckRequest(DAY, RUN, 0));

        PublishedDays.Published published = new BlobDays(memory.stores(), Clock.fixed(NOW, ZoneOffset.UTC))
                .find(DAY)
                .orElseThrow();
        published.remember(
                published.file().checkedWith(new DayFile.Check(Instant.EPOCH, 0, Optional.of(0L), 0, Set.of())));
        run(request -> page(Optional.empty()), later("019e0e0000000a0b0c"));
        assertThat(log.lines()).last().asString().startsWith("DAY_UNCHANGED");
        assertThat(checks).hasSize(2);
    }

    @Test
    void pageWithNextLinkAsksForTheFollowingOne() {
        run(request -> page(MORE), first());

        assertThat(blobs.names()).isEmpty();
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).nextLink()).contains("https://graph.example/?$skip=1");
        assertThat(sent.get(0).page()).isEqualTo(1);
        assertThat(ends).isEmpty();
        assertThat(log.lines()).noneMatch(line -> line.contains("graph.example"));
    }

    @Test
    void pagesOfAChainAreSpacedByWhenTheyWereDue() {
        Instant onTime = NOW.minusMillis(100);
        run(request -> page(MORE), firstDueAt(onTime));

        assertThat(sent.get(0).due()).isEqualTo(onTime.plus(BETWEEN_REQUESTS));
        assertThat(delays).containsExactly(BETWEEN_REQUESTS.minusMillis(100));
    }

    @Test
    void whatIsLateIsNotMadeUpForAtOnce() {
        run(request -> page(MORE), firstDueAt(NOW.minus(Duration.ofHours(1))));

        assertThat(sent.get(0).due()).isEqualTo(NOW);
        assertThat(delays).containsExactly(Duration.ZERO);
    }

    @Test
    void endOfAChainIsToldWithWhatHasBecomeOfTheDay() {
        List<PageRequest> chains = PageRequest.firstPages(DAY, Runs.inChains(2, RUN, Reason.NIGHTLY), NOW);
        Instant free = NOW.plus(BETWEEN_REQUESTS);

        run(request -> page(Optional.empty()), chains.get(0));
        assertThat(ends).containsExactly(new ChainEnd(DAY, RUN, 0, Outcome.GOES_ON, free));

        run(request -> page(Optional.empty()), chains.get(1));
        run(request -> page(Optional.empty()), later("019e0d0000000a0b0c"));
        assertThat(ends.subList(1, 3))
                .extracting(ChainEnd::chain, ChainEnd::outcome)
                .containsExactly(tuple(1, Outcome.DONE), tuple(0, Outcome.DONE));
    }

    @Test
    void endOfAChainIsToldLastAndAgainIfTheProcessDiesBefore() {
        chainEnds = end -> {
            throw new IllegalStateException("dead");
        };
        assertThatThrownBy(() -> run(request -> page(Optional.empty()), first()))
                .hasMessage("dead");
        assertThat(blobs.names()).containsExactly(FILE);
        assertThat(checks).hasSize(1);
        assertThat(log.lines()).last().asString().startsWith("DAY_ARCHIVED");

        chainEnds = ends::add;
        run(request -> page(Optional.empty()), first());
        assertThat(ends).extracting(ChainEnd::outcome).containsExactly(Outcome.DONE);
    }

    @Test
    void aRunThatIsOvertakenTellsThatTheDayIsDone() {
        run(request -> page(Optional.empty()), ofRun(Runs.of(new RunId("019e0c8d4e00ffffff"), Reason.NIGHTLY)));
        run(request -> page(Optional.empty()), first());

        assertThat(log.lines()).last().asString().startsWith("DAY_SUPERSEDED");
        assertThat(new BlobLake(memory.stores(), Clock.fixed(NOW, ZoneOffset.UTC), "test")
                        .progress(DAY, Optional.empty()))
                .as("nobody takes what it has left for a run on its way")
                .isEmpty();
        assertThat(ends).extracting(ChainEnd::outcome).containsExactly(Outcome.DONE, Outcome.DONE);
    }

    /** Its chains are on their way again, so nobody may take their places. */
    @Test
    void aRunThatStartsOverHasNotEnded() {
        Run interrupted = Runs.inChains(3, new RunId("019e0c8d4e00ffffff"), Reason.NIGHTLY);
        PageRequest first = PageRequest.first(DAY, interrupted, 0, NOW);
        run(request -> page(Optional.empty()), first);
        run(request -> page(Optional.empty()), first());
        ends.clear();

        run(request -> page(Optional.empty()), PageRequest.first(DAY, interrupted, 1, NOW));

        assertThat(log.lines()).last().asString().startsWith("RUN_RESTARTED");
        assertThat(ends).isEmpty();
        assertThat(sent).extracting(PageRequest::chain).containsExactly(0, 1, 2);
        assertThat(sent)
                .extracting(PageRequest::due)
                .containsExactly(
                        NOW.plus(BETWEEN_REQUESTS),
                        NOW.plus(BETWEEN_REQUESTS.multipliedBy(2)),
                        NOW.plus(BETWEEN_REQUESTS.multipliedBy(3)));
    }

    @Test
    void throttledPageIsAskedForAgainLater() {
        run(
                request -> new PageAnswer.Throttled(
                        Optional.of(Duration.ofSeconds(17)), new Problem(429, "TooManyRequests", "Slow down.", "")),
                first());

        assertThat(sent)
                .containsExactly(
                        first().again(new Setbacks(1, 0, 0, 0, Optional.of(NOW)), NOW.plus(Duration.ofSeconds(17))));
        assertThat(ends).isEmpty();
        assertThat(delays).containsExactly(Duration.ofSeconds(17));
        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0)).startsWith("THROTTLED").contains("waitSeconds=17", "status=429");
        assertThat(failures.find(DAY)).isEmpty();
    }

    @Test
    void refusedPageIsRecordedAndNotAskedForAgain() {
        run(request -> new PageAnswer.Refused(new Problem(403, "Forbidden", "No.", ""), false), first());

        assertThat(sent).isEmpty();
        assertThat(failures.find(DAY))
                .hasValueSatisfying(
                        failure -> assertThat(failure.problem().status()).isEqualTo(403));
        assertThat(log.levels()).containsExactly(Level.WARNING);
        assertThat(log.lines().get(0)).startsWith("DAY_FAILED");
        assertThat(ends).extracting(ChainEnd::outcome).containsExactly(Outcome.FAILED);
    }

    @Test
    void endOfAFailedChainIsToldAfterTheRecord() {
        chainEnds = end -> assertThat(failures.find(DAY)).isPresent();
        run(request -> new PageAnswer.Refused(new Problem(403, "Forbidden", "No.", ""), false), first());
        run(request -> page(request.nextLink().or(() -> MORE)), first());
        failures.clear(DAY);
        run(request -> page(request.nextLink().or(() -> MORE)), sent.get(0));

        assertThat(log.lines()).last().asString().startsWith("DAY_FAILED").contains("endless-paging");
    }

    @Test
    void badMessageIsThrownSoThatItBecomesADeadLetter() {
        ArchivePage function = function(request -> page(Optional.empty()));

        assertThatThrownBy(() -> function.run("{}", log.context())).isInstanceOf(MalformedJson.class);
        assertThat(log.lines()).isEmpty();
        assertThat(blobs.names()).isEmpty();
    }

    /** The rest of an answer is nothing without the answer: it is kept first, and both may happen twice. */
    @Test
    void anAnswerIsKeptAsideBeforeTheRestOfItIsStored() {
        ByteBuffer answer = ByteBuffer.wrap(new byte[] {1, 2, 3});
        Page rest = new Page(
                ByteBuffer.wrap("{}\n".getBytes(StandardCharsets.UTF_8)),
                1,
                RowTimes.NONE,
                Optional.empty(),
                Set.of(PageNote.INCOMPLETE),
                Optional.of(new Page.Aside(answer, 1)));
        keptAside.setBusy(true);
        run(request -> rest, first());
        assertThat(blobs.uncommittedBlocks(DayPath.ofFile(DAY)))
                .as("the run's heartbeat, and no page")
                .hasSize(1);
        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0)).startsWith("THROTTLED");

        keptAside.setBusy(false);
        run(request -> rest, sent.get(0));
        run(request -> rest, sent.get(0));
        assertThat(keptAside.between(DAY.log(), DAY.date(), DAY.date())).hasSize(1);
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("PAGE_STAGED"))
                .allMatch(line -> line.contains("leftOut=1"));
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("DAY_ARCHIVED"))
                .allMatch(line -> line.contains("notes=incomplete"))
                .isNotEmpty();
        assertThat(log.levels()).contains(Level.WARNING);
    }

    @Test
    void faultIsThrownSoThatTheMessageComesAgain() {
        ArchivePage function = function(request -> {
            throw new IllegalStateException("storage is away");
        });
        String message = messages.write(first());

        assertThatThrownBy(() -> function.run(message, log.context())).hasMessage("storage is away");
    }

    private void run(GraphLogs graph, PageRequest request) {
        function(graph).run(messages.write(request), log.context());
    }

    private ArchivePage function(GraphLogs graph) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new ArchivePage(
                messages,
                new PageArchiver(
                        graph,
                        new BlobLake(memory.stores(), clock, "test"),
                        (request, delay) -> {
                            sent.add(request);
                            delays.add(delay);
                        },
                        keptAside,
                        failures,
                        (check, delay) -> checks.add(check),
                        end -> chainEnds.tell(end),
                        LIMITS,
                        clock));
    }

    private static PageRequest first() {
        return firstDueAt(RUN.dueAt());
    }

    private static PageRequest firstDueAt(Instant due) {
        return PageRequest.first(DAY, Runs.of(RUN, Reason.NIGHTLY), 0, due);
    }

    private static PageRequest later(String id) {
        return ofRun(Runs.over(Optional.of(RUN), new RunId(id), Reason.REVISIT));
    }

    private static PageRequest ofRun(Run run) {
        return PageRequest.first(DAY, run, 0, NOW);
    }

    private static Page page(Optional<String> nextLink) {
        Instant time = Instant.parse("2026-11-18T10:00:00Z");
        return new Page(
                ByteBuffer.wrap("{\"id\":\"1\"}\n".getBytes(StandardCharsets.UTF_8)),
                1,
                new RowTimes(Optional.of(time), Optional.of(time), 0, 0),
                nextLink);
    }
}
