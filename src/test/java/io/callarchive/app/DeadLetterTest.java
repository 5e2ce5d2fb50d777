package io.callarchive.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.DayFailure;
import io.callarchive.Problem;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.lake.BlobLake;
import io.callarchive.pages.ChainEnd;
import io.callarchive.pages.DeadPage;
import io.callarchive.pages.PageRequest;
import io.callarchive.queue.PageMessages;
import io.callarchive.retry.Setbacks;
import io.callarchive.testing.InMemoryFailures;
import io.callarchive.testing.InMemoryLake;
import io.callarchive.testing.Runs;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {
    private static final ArchiveDay DAY = new ArchiveDay(CallLog.PSTN, LocalDate.of(2026, 11, 18));
    private static final RunId RUN = new RunId("019e0c8d4e00a1b2c3");
    private static final Instant NOW = Instant.parse("2026-11-22T03:30:00Z");

    private static final Setbacks INTERRUPTED = new Setbacks(0, 0, 0, 1, Optional.of(NOW));
    private static final Problem EXCEPTION =
            Problem.ours(Problem.Code.EXCEPTION, "page 0: NullPointerException in PageArchiver.java, line 101");

    private final List<PageRequest> sent = new ArrayList<>();
    private final List<ChainEnd> ends = new ArrayList<>();
    private final LogBook log = new LogBook();
    private final BlobLake lake = new BlobLake(new InMemoryLake().stores(), Clock.fixed(NOW, ZoneOffset.UTC), "test");
    private final InMemoryFailures failures = new InMemoryFailures();
    private final PageMessages messages = new PageMessages((callLog, link) -> Optional.of("links are not followed"));
    private final DeadLetter function = new DeadLetter(
            messages,
            new DeadPage(
                    (request, delay) -> sent.add(request),
                    lake,
                    failures,
                    ends::add,
                    Clock.fixed(NOW, ZoneOffset.UTC)));

    @Test
    void aPageThatNeverFailedByItselfIsPutBackOnce() {
        function.run(message(Setbacks.NONE), log.context());

        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).setbacks().interruptions()).isEqualTo(1);
        assertThat(ends).isEmpty();
        assertThat(failures.find(DAY)).isEmpty();
        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0)).startsWith("THROTTLED").contains("code=interrupted");
    }

    @Test
    void aPageThatIsInterruptedForEverIsGivenUp() {
        function.run(message(INTERRUPTED), log.context());

        assertThat(sent).isEmpty();
        DayFailure failure = failures.find(DAY).orElseThrow();
        assertThat(failure.problem().code()).isEqualTo("dead-letter");
        assertThat(failure.problem().message())
                .isEqualTo("page 0 failed again and again, interrupted each time; the log of the host may say why");
        assertThat(failure.run()).isEqualTo(RUN);
        assertThat(failure.askedAgainAt()).isEmpty();
        assertThat(log.lines().get(0))
                .startsWith("DAY_FAILED log=pstn date=2026-11-18 run=" + RUN)
                .contains("code=dead-letter");
        assertThat(log.levels()).containsExactly(Level.WARNING);
        assertThat(ends).containsExactly(new ChainEnd(DAY, RUN, 0, ChainEnd.Outcome.FAILED, NOW));
    }

    @Test
    void aGivenUpRunIsNoLongerInProgress() {
        lake.heartbeat(DAY, RUN, NOW);
        assertThat(lake.progress(DAY, Optional.empty())).isPresent();

        function.run(message(INTERRUPTED), log.context());

        assertThat(lake.progress(DAY, Optional.empty())).isEmpty();
    }

    @Test
    void theLastExceptionIsSaidWithItsPlaceAndCount() {
        for (int i = 0; i < 5; i++) {
            failures.record(DAY, RUN, EXCEPTION, Optional.of(NOW));
        }

        function.run(message(Setbacks.NONE), log.context());

        assertThat(sent).isEmpty();
        assertThat(failures.find(DAY).orElseThrow().problem().message())
                .isEqualTo("page 0 failed again and again; 5 times in all, the last time at page 0: "
                        + "NullPointerException in PageArchiver.java, line 101");
        assertThat(failures.find(DAY).orElseThrow().count()).isEqualTo(6);
    }

    @Test
    void anEarlierDeadLetterIsNotQuoted() {
        failures.record(DAY, RUN, Problem.ours(Problem.Code.DEAD_LETTER, "page 0 failed before"), Optional.empty());

        function.run(message(INTERRUPTED), log.context());

        assertThat(failures.find(DAY).orElseThrow().problem().message()).doesNotContain("failed before");
    }

    @Test
    void troubleOfAnotherRunIsNotMixedIn() {
        failures.record(DAY, new RunId("019e0c8d4e00ffffff"), EXCEPTION, Optional.empty());

        function.run(message(INTERRUPTED), log.context());

        assertThat(failures.find(DAY).orElseThrow().problem().message()).doesNotContain("NullPointerException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "secret", "{\"version\":1,\"secret\":true}"})
    void unreadableMessageIsLoggedWithoutItsContentAndDone(String message) {
        function.run(message, log.context());

        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0))
                .startsWith("DAY_FAILED log=unknown date=unknown")
                .contains("code=bad-message")
                .doesNotContain("secret");
        assertThat(failures.find(DAY)).isEmpty();
    }

    private String message(Setbacks setbacks) {
        Run run = Runs.of(RUN, Reason.NIGHTLY);
        return messages.write(PageRequest.first(DAY, run, 0, RUN.dueAt()).again(setbacks, NOW));
    }
}
