package io.callarchive.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.retry.RetryPolicy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-20T03:30:00Z");

    @ParameterizedTest
    @CsvSource({"PT0.001S,PT0.001S", "PT30S,PT30S", "PT2H,PT2H", "P1D,P1D", "P6D,P6D", "P6DT0.001S,P6D", "P365D,P6D"})
    void waitsAsLongAsGraphAsksWithinWhatAMessageCanLive(Duration asked, Duration delay) {
        for (int tries : List.of(0, 50)) {
            assertThat(after(tries, Optional.of(asked))).isEqualTo(delay);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,PT5S", "1,PT10S", "2,PT20S", "5,PT2M40S", "9,PT42M40S", "10,PT1H", "2147483647,PT1H"})
    void waitsEverLongerWhereGraphAsksForNothing(int tries, Duration delay) {
        assertThat(after(tries, Optional.empty())).isEqualTo(delay);
        assertThat(after(tries, Optional.of(Duration.ZERO))).isEqualTo(delay);
        assertThat(after(tries, Optional.of(Duration.ofSeconds(-1)))).isEqualTo(delay);
    }

    @Test
    void givesUpAfterADayWithoutAPage() {
        Setbacks waiting = new Setbacks(30, 0, 0, 0, Optional.of(NOW));

        assertThat(at(waiting, NOW.plus(Duration.ofDays(1)).minusMillis(1))).isInstanceOf(Decision.Again.class);
        assertThat(at(waiting, NOW.plus(Duration.ofDays(1)))).isInstanceOf(Decision.GiveUp.class);
    }

    @Test
    void aPageMakesUpForEveryWait() {
        Setbacks waited = new Setbacks(30, 2, 1, 1, Optional.of(NOW)).overcome();

        assertThat(waited).isEqualTo(new Setbacks(0, 0, 1, 0, Optional.empty()));
        assertThat(at(waited, NOW.plus(Duration.ofDays(30)))).isInstanceOf(Decision.Again.class);
    }

    @Test
    void theFirstWaitIsNeverTooLong() {
        assertThat(at(Setbacks.NONE, NOW)).isInstanceOf(Decision.Again.class);
    }

    @Test
    void clockThatGoesBackEndsNothing() {
        assertThat(at(new Setbacks(1, 0, 0, 0, Optional.of(NOW)), NOW.minusSeconds(5)))
                .isInstanceOf(Decision.Again.class);
    }

    @Test
    void aRefusalIsAskedAgainAtGrowingDistancesAndFewTimes() {
        List<Duration> delays = new ArrayList<>();
        Setbacks setbacks = Setbacks.NONE;
        Decision decision = RetryPolicy.afterRefusal(setbacks, false, NOW);
        while (decision instanceof Decision.Again again) {
            delays.add(again.delay());
            setbacks = again.setbacks();
            decision = RetryPolicy.afterRefusal(setbacks, false, NOW);
        }

        assertThat(delays).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));
        assertThat(decision).isEqualTo(new Decision.GiveUp("refused 4 times"));
    }

    @Test
    void aRefusedLinkBeginsTheChainAfreshTwiceAndThenCountsAsARefusal() {
        Setbacks setbacks = Setbacks.NONE;
        for (int restart = 1; restart <= 2; restart++) {
            Decision decision = RetryPolicy.afterRefusal(setbacks, true, NOW);
            assertThat(decision).isInstanceOf(Decision.FromFirstPage.class);
            setbacks = ((Decision.FromFirstPage) decision).setbacks().overcome();
            assertThat(setbacks.restarts()).isEqualTo(restart);
        }
        assertThat(RetryPolicy.afterRefusal(setbacks, true, NOW)).isInstanceOf(Decision.Again.class);
    }

    private static Decision at(Setbacks setbacks, Instant now) {
        return RetryPolicy.afterNoAnswer(setbacks, Optional.empty(), now);
    }

    private static Duration after(int tries, Optional<Duration> retryAfter) {
        Setbacks before = new Setbacks(tries, 0, 0, 0, Optional.empty());
        return ((Decision.Again) RetryPolicy.afterNoAnswer(before, retryAfter, NOW)).delay();
    }
}
