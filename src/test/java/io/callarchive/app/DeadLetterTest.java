package io.callarchive.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.PageRequest;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.Trouble;
import io.callarchive.lake.BlobLake;
import io.callarchive.queue.PageMessages;
import io.callarchive.testing.InMemoryBlobStore;
import io.callarchive.testing.InMemoryFailures;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {
    private static final ArchiveDay DAY = new ArchiveDay(CallLog.PSTN, LocalDate.of(2026, 11, 18));
    private static final RunId RUN = new RunId("019e0c8d4e00a1b2c3");
    private static final Instant NOW = Instant.parse("2026-11-22T03:30:00Z");

    private final LogBook log = new LogBook();
    private final BlobLake lake = new BlobLake(new InMemoryBlobStore(), Clock.fixed(NOW, ZoneOffset.UTC), "test");
    private final InMemoryFailures failures = new InMemoryFailures();
    private final PageMessages messages = new PageMessages((callLog, link) -> Optional.of("links are not followed"));
    private final DeadLetter function = new DeadLetter(messages, lake, failures);

    @Test
    void givenUpPageIsRecordedAndLogged() {
        function.run(message(), log.context());

        Trouble trouble = failures.find(DAY).orElseThrow().trouble();
        assertThat(trouble.code()).isEqualTo("dead-letter");
        assertThat(trouble.message()).startsWith("page 0 failed again and again");
        assertThat(failures.find(DAY).orElseThrow().run()).isEqualTo(RUN);
        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0))
                .startsWith("DAY_FAILED log=pstn date=2026-11-18 run=" + RUN)
                .contains("code=dead-letter");
        assertThat(log.levels()).containsExactly(Level.WARNING);
    }

    @Test
    void aGivenUpRunIsNoLongerInProgress() {
        lake.expect(DAY, RUN, NOW);
        assertThat(lake.progress(DAY)).isPresent();

        function.run(message(), log.context());

        assertThat(lake.progress(DAY)).isEmpty();
    }

    @Test
    void troubleOfTheSameRunBeforeIsNotForgotten() {
        failures.record(DAY, RUN, new Trouble(503, "busy", "try later", "id"), Optional.empty());

        function.run(message(), log.context());

        assertThat(failures.find(DAY).orElseThrow().trouble().message()).endsWith("before that 503 busy: try later");
        assertThat(failures.find(DAY).orElseThrow().count()).isEqualTo(2);
    }

    @Test
    void troubleOfAnotherRunIsNotMixedIn() {
        failures.record(
                DAY, new RunId("019e0c8d4e00ffffff"), new Trouble(503, "busy", "try later", "id"), Optional.empty());

        function.run(message(), log.context());

        assertThat(failures.find(DAY).orElseThrow().trouble().message()).doesNotContain("busy");
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

    private String message() {
        Run run = new Run(RUN, 0, Reason.NIGHTLY, 1, false, false, Optional.empty());
        return messages.write(PageRequest.firstPages(DAY, run).get(0));
    }
}
