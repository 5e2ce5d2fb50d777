package io.callarchive.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.callarchive.CallLog;
import io.callarchive.DayFailure;
import io.callarchive.Problem;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.FileHashes;
import io.callarchive.dayfile.PageNote;
import io.callarchive.evidence.Holds;
import io.callarchive.evidence.JournalEntry;
import io.callarchive.json.Json;
import io.callarchive.plan.Order;
import io.callarchive.plan.Schedule;
import io.callarchive.retention.Retention.Period;
import io.callarchive.status.ArchiveStatus;
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
            String files,
            List<Log> logs,
            List<Ordered> orders,
            List<Risk> atRisk,
            @Nullable List<Held> holds) {}

    /** A legal hold; {@code who} has set it is an object id, or how the caller was let in. */
    private record Held(String id, String at, String from, String to, List<String> logs, String who, String reason) {}

    /** {@code days}, {@code left} and {@code minutes} are null until the conductor has looked at the order. */
    private record Ordered(
            String order,
            String placedAt,
            String from,
            String to,
            List<String> logs,
            boolean force,
            @Nullable Integer days,
            @Nullable Integer left,
            @Nullable Long minutes) {}

    private record Log(
            String log,
            @Nullable Integer keptDays,
            @Nullable Integer keptDaysAtMost,
            @Nullable Seen seen,
            @Nullable String newestSettled,
            List<Day> days) {}

    /** Microsoft still had rows of that {@code date} {@code on} that date: no day was older when it had. */
    private record Seen(String date, String on) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Day(
            String date,
            String state,
            @Nullable Long rows,
            @Nullable Long rawSizeBytes,
            @Nullable String crc32,
            @Nullable String sha256,
            @Nullable String archivedAt,
            @Nullable List<Reading> readings,
            @Nullable String checkedAt,
            @Nullable Long duplicates,
            @Nullable Long versions,
            @Nullable Long outside,
            @Nullable String damage,
            @Nullable List<String> notes,
            @Nullable Long deletedInDays,
            @Nullable TroubleOfDay trouble) {}

    /** {@code dueAt} is the run's; its pages were read after that, and the file of the last one committed. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    private record Reading(
            String dueAt,
            @JsonInclude(JsonInclude.Include.ALWAYS) long rows,
            long added,
            long vanished) {}

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

    /**
     * The answer to a query.
     *
     * @param files the address of the container of the files
     * @param holds the legal holds that stand; empty if the journal cannot be read
     */
    public static String of(
            ArchiveQuery query,
            String files,
            ArchiveStatus.Whole whole,
            Optional<Holds> holds,
            Instant now,
            LocalDate today) {
        return Json.write(new Archive(
                1,
                now.toString(),
                today.toString(),
                query.from().toString(),
                query.to().toString(),
                query.next().orElse(null),
                files,
                whole.logs().stream().map(ArchiveAnswer::log).toList(),
                whole.orders().stream().map(ArchiveAnswer::order).toList(),
                whole.logs().stream()
                        .flatMap(log -> log.days().stream())
                        .filter(day -> day.isAtRisk(RISK_DAYS))
                        .map(day -> new Risk(
                                day.day().log().label(),
                                day.day().date().toString(),
                                Math.max(0, day.deletedInDays().orElseThrow())))
                        .sorted(Comparator.comparingLong(Risk::deletedInDays))
                        .toList(),
                holds.map(standing -> standing.standing().stream()
                                .map(ArchiveAnswer::held)
                                .toList())
                        .orElse(null)));
    }

    private static Held held(JournalEntry hold) {
        return new Held(hold.id(), hold.at(), hold.from(), hold.to(), hold.logs(), hold.who(), hold.detail());
    }

    private static Ordered order(ArchiveStatus.OpenOrder open) {
        Order order = open.order();
        return new Ordered(
                order.id(),
                order.at().toString(),
                order.from().toString(),
                order.to().toString(),
                order.logs().stream().map(CallLog::label).toList(),
                order.force(),
                open.progress().map(Schedule.Progress::days).orElse(null),
                open.progress().map(Schedule.Progress::left).orElse(null),
                open.progress().map(Schedule.Progress::minutes).orElse(null));
    }

    private static Log log(LogStatus log) {
        return new Log(
                log.log().label(),
                log.kept().map(Period::shortest).orElse(null),
                log.kept().map(Period::longest).orElse(null),
                log.seen()
                        .map(seen -> new Seen(seen.day().toString(), seen.on().toString()))
                        .orElse(null),
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
                file.map(DayFile::content).map(DayFile.Content::rawSizeBytes).orElse(null),
                file.map(DayFile::content).map(DayFile.Content::crc32).orElse(null),
                check.flatMap(DayFile.Check::hashes).map(FileHashes::file).orElse(null),
                file.map(DayFile::archivedAt).map(Instant::toString).orElse(null),
                file.map(ArchiveAnswer::readings).orElse(null),
                check.map(DayFile.Check::at).map(Instant::toString).orElse(null),
                check.map(DayFile.Check::duplicates).orElse(null),
                check.flatMap(DayFile.Check::versions).orElse(null),
                check.map(DayFile.Check::outside).orElse(null),
                check.flatMap(DayFile.Check::damage).orElse(null),
                file.map(DayFile::notes)
                        .filter(notes -> !notes.isEmpty())
                        .map(notes -> notes.stream().map(PageNote::label).toList())
                        .orElse(null),
                status.deletedInDays()
                        .filter(days -> status.state() != DayState.GONE)
                        .map(days -> Math.max(0, days))
                        .orElse(null),
                status.failure().map(ArchiveAnswer::trouble).orElse(null));
    }

    private static List<Reading> readings(DayFile file) {
        return file.readings().stream()
                .map(reading -> new Reading(
                        reading.run().dueAt().toString(), reading.rows(), reading.added(), reading.vanished()))
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
}
