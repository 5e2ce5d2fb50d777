package io.callarchive.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.retention.DocumentedPeriods;
import io.callarchive.retention.Retention;
import io.callarchive.status.ArchiveStatus.DayStatus;
import io.callarchive.status.ArchiveStatus.LogStatus;
import io.callarchive.status.ArchiveStatus.Whole;
import io.callarchive.status.DayState;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveAnswerTest {
    private static final Retention GERMANY = new Retention(DocumentedPeriods.of(List.of("DE")));
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 19);

    @ParameterizedTest
    @CsvSource({"MISSING, 150, 0", "MISSING, 151, 0", "GONE, 151, none", "MISSING, 140, 10"})
    void noDayIsDeletedInLessThanNoDays(DayState state, long age, String shown) throws IOException {
        ArchiveDay day = new ArchiveDay(CallLog.DIRECT_ROUTING, TODAY.minusDays(age));
        DayStatus status =
                new DayStatus(day, state, Optional.empty(), Optional.empty(), GERMANY.daysUntilDeleted(day, TODAY));
        String answer = ArchiveAnswer.of(
                new ArchiveQuery(day.date(), day.date(), day.date(), Set.of(CallLog.DIRECT_ROUTING)),
                "https://lake.example.org/call-logs",
                new Whole(
                        List.of(new LogStatus(
                                CallLog.DIRECT_ROUTING,
                                GERMANY.period(CallLog.DIRECT_ROUTING),
                                Optional.empty(),
                                List.of(status))),
                        List.of(),
                        Optional.empty()),
                Optional.empty(),
                Instant.parse("2026-11-19T04:00:00Z"),
                TODAY);

        JsonNode shownDay = new ObjectMapper().readTree(answer).at("/logs/0/days/0");
        assertThat(shownDay.path("deletedInDays").asText("none")).isEqualTo(shown);
    }
}
