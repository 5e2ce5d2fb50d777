package io.callarchive;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.Event.Name;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventTest {
    private final Event line = Event.of(
            Name.PAGE_STAGED,
            new ArchiveDay(CallLog.DIRECT_ROUTING, LocalDate.of(2026, 11, 18)),
            new RunId("019e0c8d4e00a1b2c3"));

    @Test
    void startsWithNameLogDateAndRun() {
        assertThat(line.with("rows", 1_000))
                .hasToString("PAGE_STAGED log=direct-routing date=2026-11-18 run=019e0c8d4e00a1b2c3 rows=1000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain-1.5/2:3 | x=plain-1.5/2:3",
                "` two words` | x=\" two words\"",
                "`` | x=\"\"",
                "a=b | x=\"a=b\"",
                "say \"so\" | x=\"say 'so'\"",
                "\"; DAY_ARCHIVED log= | x=\"'; DAY_ARCHIVED log=\""
            })
    void valueNeverPassesForAnotherKey(String value, String shown) {
        assertThat(line.with("x", value).toString()).endsWith(" run=019e0c8d4e00a1b2c3 " + shown);
    }

    @Test
    void troubleIsOnTheSameLine() {
        Problem problem = new Problem(503, "busy", "come\r\nback\tlater", "");

        assertThat(line.with(problem).toString())
                .endsWith(" status=503 code=busy requestId=none message=\"come back later\"")
                .hasLineCount(1);
    }

    @Test
    void unknownDayIsSaidSo() {
        assertThat(Event.ofUnknownDay(Name.DAY_FAILED)).hasToString("DAY_FAILED log=unknown date=unknown");
    }

    @Test
    void anyEventCanBecomeAWarning() {
        assertThat(line.isWarning()).isFalse();
        assertThat(line.asWarning().isWarning()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1949, 1.9", "49, 0.0", "0, 0.0", "-1, 0.0", "-340, 0.0", "-86400000, 0.0"})
    void noTimeIsLessThanNothing(long millis, String shown) {
        Instant begin = Instant.parse("2026-11-19T03:30:00.5Z");

        assertThat(line.withSeconds(begin, begin.plusMillis(millis)).toString()).endsWith(" seconds=" + shown);
    }

    @ParameterizedTest
    @EnumSource
    void onlyAFailedOrKeptDayIsAWarning(Name name) {
        assertThat(Event.ofUnknownDay(name).isWarning()).isEqualTo(name == Name.DAY_FAILED || name == Name.DAY_KEPT);
        assertThat(Event.ofUnknownDay(name).name()).isEqualTo(name);
    }
}
