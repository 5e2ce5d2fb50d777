package io.callarchive.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.callarchive.DayFailure;
import io.callarchive.Problem;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PageNote;
import io.callarchive.json.Json;
import io.callarchive.retention.Retention;
import io.callarchive.status.ArchiveStatus.DayStatus;
import io.callarchive.status.ArchiveStatus.LogStatus;
import io.callarchive.status.DayState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code GET /api/archive}. Its names are a contract with those who read it by machine. */
public final class ArchiveAnswer {
    /** How many days ahead a day that Microsoft will delete is called at risk. */
    private static final long RISK_DAYS = 30;

    private ArchiveAnswer() {}

    private record Archive(
            int version,
            String asOf,
            String today,
            String from,
            String to,
            @Nullable String next,
            List<Log> logs,
            List<Risk> atRisk) {}

    private record Log(
            String log, @Nullable Long keptDays, @Nullable String newestSettled, List<Day> days) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Day(
            String date,
            String state,
            @Nullable Long rows,
            @Nullable String archivedAt,
            @Nullable List<Reading> readings,
            @Nullable String checkedAt,
            @Nullable Long duplicates,
            @Nullable Long versions,
            @Nullable Long outside,
            @Nullable List<String> notes,
            @Nullable Long deletedInDays,
            @Nullable TroubleOfDay trouble) {}

    /** {@code dueAt} is the run's; its pages were read after that, and the file of the last one committed. */
    private record Reading(String dueAt, long rows) {}

    private record TroubleOfDay(
            int status,
            String code,
            String message,
            String requestId,
            String firstMetAt,
            String lastMetAt,
            int count,
            @Nullable String askedAgainAt) {}

    private record Risk(String log, String date, long deletedInDays) {}

    public static String of(ArchiveQuery query, List<LogStatus> logs, Instant now, LocalDate today) {
        return Json.write(new Archive(
                1,
                now.toString(),
                today.toString(),
                query.from().toString(),
                query.to().toString(),
                query.next().orElse(null),
                logs.stream().map(log -> log(log, today)).toList(),
                logs.stream()
                        .flatMap(log -> log.days().stream())
                        .filter(ArchiveAnswer::isAtRisk)
                        .map(day -> new Risk(
                                day.day().log().label(),
                                day.day().date().toString(),
                                day.deletedInDays().orElseThrow()))
                        .sorted(Comparator.comparingLong(Risk::deletedInDays))
                        .toList()));
    }

    private static Log log(LogStatus log, LocalDate today) {
        return new Log(
                log.log().label(),
                Retention.daysKept(log.log(), today).orElse(null),
                log.newestSettled().map(LocalDate::toString).orElse(null),
                log.days().stream().map(ArchiveAnswer::day).toList());
    }

    private static Day day(DayStatus status) {
        Optional<DayFile> file = status.file();
        Optional<DayFile.Check> check = file.flatMap(DayFile::check);
        return new Day(
                status.day().date().toString(),
                status.state().label(),
                file.map(DayFile::rows).orElse(null),
                file.map(DayFile::archivedAt).map(Instant::toString).orElse(null),
                file.map(ArchiveAnswer::readings).orElse(null),
                check.map(DayFile.Check::at).map(Instant::toString).orElse(null),
                check.map(DayFile.Check::duplicates).orElse(null),
                check.flatMap(DayFile.Check::versions).orElse(null),
                check.map(DayFile.Check::outside).orElse(null),
                file.map(DayFile::notes)
                        .filter(notes -> !notes.isEmpty())
                        .map(notes -> notes.stream().map(PageNote::label).toList())
                        .orElse(null),
                status.deletedInDays().filter(days -> days >= 0).orElse(null),
                status.failure().map(ArchiveAnswer::trouble).orElse(null));
    }

    private static List<Reading> readings(DayFile file) {
        return file.readings().stream()
                .map(reading -> new Reading(reading.run().dueAt().toString(), reading.rows()))
                .toList();
    }

    private static TroubleOfDay trouble(DayFailure failure) {
        Problem problem = failure.problem();
        return new TroubleOfDay(
                problem.status(),
                problem.code(),
                problem.message(),
                problem.requestId(),
                failure.firstMetAt().toString(),
                failure.lastMetAt().toString(),
                failure.count(),
                failure.askedAgainAt().map(Instant::toString).orElse(null));
    }

    private static boolean isAtRisk(DayStatus day) {
        boolean absent = day.state() == DayState.MISSING || day.state() == DayState.FAILED;
        return absent
                && day.deletedInDays()
                        .filter(days -> days >= 0 && days <= RISK_DAYS)
                        .isPresent();
    }
}
