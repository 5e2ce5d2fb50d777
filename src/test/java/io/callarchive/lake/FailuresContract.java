package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.DayFailure;
import io.callarchive.Failures;
import io.callarchive.Problem;
import io.callarchive.RunId;
import io.callarchive.testing.AdjustableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of failure records does. */
abstract class FailuresContract {
    private static final Instant NOW = Instant.parse("2026-11-22T03:30:00Z");
    private static final ArchiveDay DAY = new ArchiveDay(CallLog.SMS, LocalDate.of(2026, 11, 21));
    private static final RunId FIRST = new RunId("019e0c8d4e00a1b2c3");
    private static final RunId SECOND = new RunId("019e0c8d4e00a1b2c4");
    private static final Problem BUSY = new Problem(503, "ServiceUnavailable", "busy", "");
    private static final Problem NO_ROLE =
            new Problem(403, "Forbidden", "no role", "b5b33d45-4bd7-4d2b-8d4f-1c2b3a4d5e6f");

    private final AdjustableClock clock = new AdjustableClock(NOW);
    private Failures failures;

    abstract Failures failures(InstantSource now);

    @BeforeEach
    void begin() {
        failures = failures(clock);
    }

    @Test
    void keepsTheNewestAndCountsWhatWasBefore() {
        Instant again = NOW.plusSeconds(60);
        failures.record(DAY, FIRST, BUSY, Optional.of(again));
        assertThat(failures.find(DAY)).contains(new DayFailure(DAY, FIRST, BUSY, NOW, NOW, 1, Optional.of(again)));

        clock.advance(Duration.ofHours(1));
        failures.record(DAY, SECOND, NO_ROLE, Optional.empty());

        assertThat(failures.find(DAY))
                .contains(
                        new DayFailure(DAY, SECOND, NO_ROLE, NOW, NOW.plus(Duration.ofHours(1)), 2, Optional.empty()));
    }

    @Test
    void beginsToCountAfreshAfterASuccess() {
        failures.record(DAY, FIRST, BUSY, Optional.empty());
        failures.clear(DAY);
        assertThat(failures.find(DAY)).isEmpty();
        failures.clear(DAY);

        failures.record(DAY, SECOND, BUSY, Optional.empty());

        assertThat(failures.find(DAY).map(DayFailure::count)).contains(1);
    }

    @Test
    void listsTheDaysOfALogBetweenTwoDates() {
        LocalDate date = DAY.date();
        for (int age = 0; age < 4; age++) {
            failures.record(new ArchiveDay(CallLog.SMS, date.minusDays(age)), FIRST, BUSY, Optional.empty());
        }
        failures.record(new ArchiveDay(CallLog.PSTN, date), FIRST, BUSY, Optional.empty());

        assertThat(failures.list(CallLog.SMS, date.minusDays(2), date.minusDays(1)))
                .containsOnlyKeys(date.minusDays(2), date.minusDays(1))
                .containsEntry(
                        date.minusDays(1),
                        failures.find(new ArchiveDay(CallLog.SMS, date.minusDays(1)))
                                .orElseThrow());
        assertThat(failures.list(CallLog.DIALOUT, date.minusDays(9), date)).isEmpty();
    }
}
