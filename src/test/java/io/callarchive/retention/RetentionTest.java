package io.callarchive.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.retention.Retention.Period;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    /** Microsoft's page on the PSTN usage report, as noted in 2026-11. */
    @ParameterizedTest
    @CsvSource({
        "NO, 150, 150, 150, 150",
        "NL, 180, 180, 180, 180",
        "SE, 180, 180, 180, 180",
        "GB, 450, 450, 450, 450",
        "MX, 720, 720, 730, 730",
        "DE, 365, 365, 150, 150",
        "NO GB, 150, 450, 150, 450",
        "GB US, 365, 450, 150, 450",
        "'', 150, 720, 150, 730",
    })
    void theShortestAndTheLongestPeriodOfTheCountries(
            String countries, int pstnShortest, int pstnLongest, int directShortest, int directLongest) {
        List<String> codes = Arrays.stream(countries.split(" "))
                .filter(code -> !code.isEmpty())
                .toList();
        assertThat(DocumentedPeriods.of(codes))
                .isEqualTo(Map.of(
                        CallLog.PSTN, new Period(pstnShortest, pstnLongest),
                        CallLog.DIRECT_ROUTING, new Period(directShortest, directLongest)));
    }

    @ParameterizedTest
    @CsvSource({
        "150, 0, false, false",
        "151, -1, true, false",
        "450, -300, true, false",
        "451, -301, true, true",
    })
    void warningsCountToTheShortestAndGoneBeginsAfterTheLongest(
            int age, long untilDeleted, boolean mayBeDeleted, boolean gone) {
        Retention retention = new Retention(DocumentedPeriods.of(List.of("NO", "GB")));
        ArchiveDay day = new ArchiveDay(CallLog.PSTN, TODAY.minusDays(age));
        assertThat(retention.daysUntilDeleted(day, TODAY)).contains(untilDeleted);
        assertThat(retention.mayBeDeleted(day, TODAY, 500)).isEqualTo(mayBeDeleted);
        assertThat(retention.isGone(day, TODAY)).isEqualTo(gone);
    }

    @Test
    void ofALogThatIsNotDocumentedNothingIsEverSaidToBeGone() {
        Retention retention = new Retention(DocumentedPeriods.of(List.of("NO")));
        ArchiveDay day = new ArchiveDay(CallLog.SMS, TODAY.minusDays(1000));
        assertThat(retention.daysUntilDeleted(day, TODAY)).isEmpty();
        assertThat(retention.isGone(day, TODAY)).isFalse();
        assertThat(retention.mayBeDeleted(day, TODAY, 0)).isTrue();
        assertThat(retention.mayBeDeleted(day, TODAY, 1000)).isFalse();
    }
}
