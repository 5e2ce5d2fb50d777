package io.callarchive.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.plan.Signal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which night the timer begins. */
class DailyArchiveTest {
    private static final String PAYLOAD = """
            {"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-11-21T00:00:00+00:00","Next":"%s",\
            "LastUpdated":"2026-11-21T00:00:00+00:00"},"IsPastDue":false}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-21T23:59:59.996Z | 2026-11-22T00:00:00+00:00 | 2026-11-22
            2026-11-21T23:59:59.996Z | 2026-11-22T01:00:00+01:00 | 2026-11-22
            2026-11-22T00:00:00.004Z | 2026-11-22T00:00:00+00:00 | 2026-11-22
            2026-11-22T03:30:00Z     | 2026-11-22T03:30:00+00:00 | 2026-11-22
            2026-11-21T23:59:30Z     | 2026-11-21T23:59:30+00:00 | 2026-11-21
            2026-11-21T23:00:00Z     | 2026-11-22T00:00:00+00:00 | 2026-11-21
            2026-11-22T08:00:00Z     | 2026-11-20T00:00:00+00:00 | 2026-11-22
            2026-11-22T08:00:00Z     | not told                  | 2026-11-22
            """)
    void theNightHasTheDateOfTheSchedule(Instant now, String next, LocalDate date) {
        assertThat(nightBegunBy(now, PAYLOAD.formatted(next))).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"''", "{}", "not JSON", "{\"ScheduleStatus\":null}"},
            delimiter = '|')
    void theNightHasTheDateOfTodayWhateverTheHostSays(String payload) {
        assertThat(nightBegunBy(Instant.parse("2026-11-22T03:30:00Z"), payload)).isEqualTo(LocalDate.of(2026, 11, 22));
    }

    private static LocalDate nightBegunBy(Instant now, String payload) {
        List<Signal> told = new ArrayList<>();
        DailyArchive timer = new DailyArchive(
                (signal, delay) -> {
                    assertThat(delay).isZero();
                    told.add(signal);
                },
                Clock.fixed(now, ZoneOffset.UTC));

        timer.run(payload, new LogBook().context());

        assertThat(told).hasSize(1).hasOnlyElementsOfType(Signal.NightBegins.class);
        return ((Signal.NightBegins) told.get(0)).date();
    }
}
