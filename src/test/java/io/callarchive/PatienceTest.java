package io.callarchive;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.testing.AdjustableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {
    private static final Instant NIGHT = Instant.parse("2026-11-20T03:30:00Z");

    private final AdjustableClock clock = new AdjustableClock(NIGHT);
    private final Patience patience = new Patience(clock.withZone(ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({"PT0.001S,PT0.001S", "PT30S,PT30S", "PT1H,PT1H", "PT1H0.001S,PT1H", "P365D,PT1H"})
    void waitsAsLongAsGraphAsksButNoLongerThanAnHour(Duration asked, Duration wait) {
        assertThat(patience.wait(0, Optional.of(asked))).isEqualTo(wait);
        assertThat(patience.wait(50, Optional.of(asked))).isEqualTo(wait);
    }

    @ParameterizedTest
    @CsvSource({"0,PT5S", "1,PT10S", "2,PT20S", "5,PT2M40S", "9,PT42M40S", "10,PT1H", "2147483647,PT1H"})
    void waitsEverLongerWhereGraphAsksForNothing(int tries, Duration wait) {
        assertThat(patience.wait(tries, Optional.empty())).isEqualTo(wait);
        assertThat(patience.wait(tries, Optional.of(Duration.ZERO))).isEqualTo(wait);
        assertThat(patience.wait(tries, Optional.of(Duration.ofSeconds(-1)))).isEqualTo(wait);
    }

    @Test
    void isOverWhenTheRunIsADayOld() {
        RunId run = RunId.startingAt(NIGHT, () -> 0);

        assertThat(patience.isOverFor(run)).isFalse();
        clock.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(patience.isOverFor(run)).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(patience.isOverFor(run)).isTrue();
    }

    @Test
    void clockBehindTheRunsDoesNotEndIt() {
        RunId run = RunId.startingAt(NIGHT.plusSeconds(5), () -> 0);

        assertThat(patience.isOverFor(run)).isFalse();
    }
}
