package io.callarchive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveDayTest {
    private final ArchiveDay day = new ArchiveDay(CallLog.SMS, LocalDate.of(2026, 11, 18));

    @Test
    void dayIsFromMidnightToMidnightUtc() {
        assertThat(day.window())
                .isEqualTo(new Window(Instant.parse("2026-11-18T00:00:00Z"), Instant.parse("2026-11-19T00:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 13, 23, 24})
    void slicesTouchEachOtherAndCoverTheDay(int chains) {
        Instant reached = day.window().from();
        for (int chain = 0; chain < chains; chain++) {
            Window slice = day.slice(chain, chains);
            assertThat(slice.from()).isEqualTo(reached);
            assertThat(Duration.between(slice.from(), slice.to()).toSeconds())
                    .isBetween(86_400L / chains, 86_400L / chains + 1);
            reached = slice.to();
        }
        assertThat(reached).isEqualTo(day.window().to());
    }

    @ParameterizedTest
    @CsvSource({"-1,3", "3,3", "0,0", "0,-1"})
    void refusesASliceThatThereIsNot(int chain, int chains) {
        assertThatIllegalArgumentException().isThrownBy(() -> day.slice(chain, chains));
    }

    @Test
    void upperBoundBelongsToTheNextDay() {
        assertThat(day.window().contains(Instant.parse("2026-11-18T00:00:00Z"))).isTrue();
        assertThat(day.window().contains(Instant.parse("2026-11-18T23:59:59.999999999Z")))
                .isTrue();
        assertThat(day.window().contains(Instant.parse("2026-11-19T00:00:00Z"))).isFalse();
    }
}
