package io.callarchive.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimerScheduleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 30 3 * * *           | 2026-11-22T03:29:59Z | 2026-11-22T03:30:00Z
            0 30 3 * * *           | 2026-11-22T03:30:00Z | 2026-11-23T03:30:00Z
            0 30 3 * * *           | 2026-12-31T23:00:00Z | 2027-01-01T03:30:00Z
            * * * * * *            | 2026-11-22T03:30:00.4Z | 2026-11-22T03:30:01Z
            0 */15 * * * *         | 2026-11-22T03:46:10Z | 2026-11-22T04:00:00Z
            10,40 0 9-17/4 * * *   | 2026-11-22T09:00:10Z | 2026-11-22T09:00:40Z
            10,40 0 9-17/4 * * *   | 2026-11-22T09:00:40Z | 2026-11-22T13:00:10Z
            5/20 0 0 * * *         | 2026-11-22T00:00:25Z | 2026-11-22T00:00:45Z
            0 0 6 * * Mon-Fri      | 2026-11-21T05:00:00Z | 2026-11-23T06:00:00Z
            0 0 6 * * 0            | 2026-11-21T05:00:00Z | 2026-11-22T06:00:00Z
            0 0 0 1 january,JUL *  | 2026-02-01T00:00:00Z | 2026-07-01T00:00:00Z
            0 0 0 29 2 *           | 2026-11-22T00:00:00Z | 2028-02-29T00:00:00Z
            """)
    void findsTheNextMoment(String expression, Instant after, Instant expected) {
        assertThat(TimerSchedule.parse(expression).nextAfter(after)).contains(expected);
    }

    @Test
    void wantsTheDayOfTheMonthAndTheDayOfTheWeek() {
        Instant sunday22nd = Instant.parse("2026-11-22T00:00:00Z");

        assertThat(TimerSchedule.parse("0 0 0 13 * fri").nextAfter(sunday22nd))
                .contains(Instant.parse("2027-08-13T00:00:00Z"));
    }

    @Test
    void isNeverDueOnADayThatDoesNotExist() {
        assertThat(TimerSchedule.parse("0 0 0 31 2 *").nextAfter(Instant.parse("2026-11-22T00:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30 3 * * *",
                "01:00:00",
                "60 * * * * *",
                "0 0 24 * * *",
                "0 0 0 0 * *",
                "0 0 0 * 13 *",
                "0 0 0 * * 7",
                "*/0 * * * * *",
                "0 0 0 * * mo",
                "a b c d e f",
                "1, * * * * *"
            })
    void refusesWhatIsNoScheduleOfSixFields(String expression) {
        assertThatThrownBy(() -> TimerSchedule.parse(expression))
                .isInstanceOf(UnusableFunction.class)
                .hasMessageContaining("should be");
    }
}
