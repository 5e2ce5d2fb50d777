package io.callarchive.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-20T03:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "0,PT0S",
        "1,PT1S",
        "007,PT7S",
        "999999999,PT277777H46M39S",
        "1.5,PT1.5S",
        "0.0001,PT0.001S",
        "' 12 ',PT12S",
        "'Fri, 20 Nov 2026 03:30:00 GMT',PT0S",
        "'Fri, 20 Nov 2026 03:32:00 GMT',PT2M",
        "'Sat, 21 Nov 2026 03:30:00 GMT',PT24H"
    })
    void readsSecondsAndDates(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, NOW)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "1s",
                "1,5",
                "1e9",
                "NaN",
                "Infinity",
                "1000000000",
                "٣",
                "tomorrow",
                "2026-11-20T03:31:00Z",
                "Fri, 20 Nov 2026 03:29:59 GMT",
                "Mon, 20 Nov 2026 03:31:00 GMT",
                "Fri, 32 Nov 2026 03:31:00 GMT"
            })
    void ignoresWhatMakesNoSense(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }

    @Test
    void missingHeaderAsksForNothing() {
        assertThat(RetryAfter.parse(null, NOW)).isEmpty();
    }
}
