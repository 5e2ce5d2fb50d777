package io.callarchive.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the nights are due, by the expressions that the host takes. */
class TimetableTest {
    @ParameterizedTest(name = "{0} at {1}: {2}, then {3}")
    @CsvSource({
        "0 30 3 * * *,     2026-11-21T03:29:59.9Z, 2026-11-20T03:30:00Z, 2026-11-21T03:30:00Z",
        "0 30 3 * * *,     2026-11-21T03:30:00Z,   2026-11-21T03:30:00Z, 2026-11-22T03:30:00Z",
        "0 30 3 * * *,     2026-11-21T03:30:00.5Z, 2026-11-21T03:30:00Z, 2026-11-22T03:30:00Z",
        "0 0 0 * * *,      2027-01-01T00:05:00Z,   2027-01-01T00:00:00Z, 2027-01-02T00:00:00Z",
        "0 0 */2 * * 1-5,  2026-11-21T09:00:00Z,   2026-11-20T22:00:00Z, 2026-11-23T00:00:00Z",
        "0 15 4 * * MON,   2026-11-21T09:00:00Z,   2026-11-16T04:15:00Z, 2026-11-23T04:15:00Z",
        "0 0 3 29 2 *,     2026-11-21T09:00:00Z,   2024-02-29T03:00:00Z, 2028-02-29T03:00:00Z",
        "0 0 3 1 january *, 2026-11-21T09:00:00Z,  2026-01-01T03:00:00Z, 2027-01-01T03:00:00Z",
        "0 0 3 * * Fri-Mon, 2026-11-21T09:00:00Z,  2026-11-20T03:00:00Z, 2026-11-23T03:00:00Z",
        "0 0 3 * * Fri-Sun, 2026-11-21T09:00:00Z,  2026-11-20T03:00:00Z, 2026-11-22T03:00:00Z",
        "5/20 * 3 * * *,   2026-11-21T04:00:00Z,   2026-11-21T03:59:45Z, 2026-11-22T03:00:05Z",
        "10 20 3 13 * 5,   2026-11-21T09:00:00Z,   2026-11-13T03:20:10Z, 2027-08-13T03:20:10Z",
    })
    void tellsTheNewestAndTheNext(String expression, Instant now, Instant last, Instant next) {
        Timetable timetable = Timetable.parse(expression);
        assertThat(timetable.lastDue(now)).contains(last);
        assertThat(timetable.nextDue(now)).contains(next);
    }

    @Test
    void aDayThatNeverComesIsNone() {
        Instant now = Instant.parse("2026-11-21T09:00:00Z");
        assertThat(Timetable.parse("0 0 3 31 4 *").nextDue(now)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "daily", "30 3 * * *", "0 60 3 * * *", "0 30 3 * * *  *", "0 30 3 * * 9"})
    void everythingElseIsNone(String expression) {
        assertThatThrownBy(() -> Timetable.parse(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be an NCRONTAB expression of six fields, such as 0 30 3 * * *");
    }
}
