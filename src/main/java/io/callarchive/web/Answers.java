package io.callarchive.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.DayFailure;
import io.callarchive.Problem;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PageNote;
import io.callarchive.plan.Plan;
import io.callarchive.status.ArchiveStatus.DayStatus;
import io.callarchive.status.ArchiveStatus.LogStatus;
import io.callarchive.status.DayState;
import io.callarchive.status.HealthCheck;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON that the HTTP functions answer with. Its names are a contract with those who read it by machine. */
public final class Answers {
    /** How many days ahead a day that Microsoft will delete is called at risk. */
    private static final long RISK_DAYS = 30;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Answers() {}

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

    private record DryRun(int days, long requests, long minutes, List<Begun> start, List<Left> skipped) {}

    private record Begun(String log, String date) {}

    private record Queued(int queued, List<Left> skipped, String status) {}

    private record Left(String log, String date, String reason) {}

    private record Health(String status, List<HealthCheck> checks) {}

    private record ProblemDocument(String type, String title, int status, String detail) {}

    /** {@code GET /api/archive}. */
    public static String archive(ArchiveQuery query, List<LogStatus> logs, Instant now, LocalDate today) {
        return write(new Archive(
                1,
                now.toString(),
                today.toString(),
                query.from().toString(),
                query.to().toString(),
                query.next().orElse(null),
                logs.stream().map(log -> log(log, today)).toList(),
                logs.stream()
                        .flatMap(log -> log.days().stream())
                        .filter(Answers::isAtRisk)
                        .map(day -> new Risk(
                                day.day().log().label(),
                                day.day().date().toString(),
                                day.deletedInDays().orElseThrow()))
                        .sorted(Comparator.comparingLong(Risk::deletedInDays))
                        .toList()));
    }

    /** {@code POST /api/backfill} with {@code dryRun}. */
    public static String dryRun(Plan plan) {
        return write(new DryRun(
                plan.starts().size(),
                plan.requests(),
                plan.duration().plusSeconds(59).toMinutes(),
                plan.starts().stream()
                        .map(start -> new Begun(
                                start.day().log().label(), start.day().date().toString()))
                        .toList(),
                skipped(plan)));
    }

    /** {@code POST /api/backfill}. */
    public static String queued(Plan plan, String statusUrl) {
        return write(new Queued(plan.starts().size(), skipped(plan), statusUrl));
    }

    /** {@code GET /api/health}. */
    public static String health(boolean ok, List<HealthCheck> checks) {
        return write(new Health(ok ? "ok" : "failing", checks));
    }

    /** A problem document (RFC 9457). */
    public static String problem(int status, String title, String detail) {
        return write(new ProblemDocument("about:blank", title, status, detail));
    }

    private static Log log(LogStatus log, LocalDate today) {
        return new Log(
                log.log().label(),
                log.log()
                        .kept()
                        .map(kept -> ChronoUnit.DAYS.between(today, today.plus(kept)))
                        .orElse(null),
                log.newestSettled().map(LocalDate::toString).orElse(null),
                log.days().stream().map(Answers::day).toList());
    }

    private static Day day(DayStatus status) {
        Optional<DayFile> file = status.file();
        Optional<DayFile.Check> check = file.flatMap(DayFile::check);
        return new Day(
                status.day().date().toString(),
                status.state().label(),
                file.map(DayFile::rows).orElse(null),
                file.map(DayFile::archivedAt).map(Instant::toString).orElse(null),
                file.map(Answers::readings).orElse(null),
                check.map(DayFile.Check::at).map(Instant::toString).orElse(null),
                check.map(DayFile.Check::duplicates).orElse(null),
                check.flatMap(DayFile.Check::versions).orElse(null),
                check.map(DayFile.Check::outside).orElse(null),
                file.map(DayFile::notes)
                        .filter(notes -> !notes.isEmpty())
                        .map(notes -> notes.stream().map(PageNote::label).toList())
                        .orElse(null),
                status.deletedInDays().filter(days -> days >= 0).orElse(null),
                status.failure().map(Answers::trouble).orElse(null));
    }

    private static List<Reading> readings(DayFile file) {
        return file.readings().stream()
                .map(reading -> new Reading(reading.run().dueAt().toString(), reading.rows()))
                .toList();
    }

    private static TroubleOfDay trouble(DayFailure failure) {
        Problem trouble = failure.trouble();
        return new TroubleOfDay(
                trouble.status(),
                trouble.code(),
                trouble.message(),
                trouble.requestId(),
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

    private static List<Left> skipped(Plan plan) {
        return plan.skipped().stream()
                .map(skip ->
                        new Left(skip.day().log().label(), skip.day().date().toString(), skip.reason()))
                .toList();
    }

    private static String write(Object answer) {
        try {
            return JSON.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of strings and numbers is always JSON", e);
        }
    }
}
