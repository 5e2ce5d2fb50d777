package io.callarchive.evidence;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.RunId;
import io.callarchive.evidence.JournalEntry.Action;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor is told of a span of days: each day, what is there of it and since when, and why the rest is not.
 *
 * @param at when it was made
 * @param days log by log, the oldest first
 * @param holds the legal holds that stand and touch the span
 * @param orders what persons have ordered of these days, as the journal has it
 * @param cannotBeKnown what no archive can prove
 */
public record Report(
        int version,
        String at,
        String from,
        String to,
        List<Day> days,
        List<Totals> totals,
        List<JournalEntry> holds,
        List<JournalEntry> orders,
        String cannotBeKnown) {
    private static final int VERSION = 1;
    private static final Set<String> FINAL = Set.of("settled", "erased");
    private static final Set<String> OPEN = Set.of("missing", "failed", "in-progress");
    private static final String CANNOT_BE_KNOWN =
            "Rows that Microsoft never handed out cannot be known of, nor counted."
                    + " What is proven is that the archive holds what Graph answered when it was asked, at the ages that stand"
                    + " here, and that nothing of it was lost since. A day that was first read at a great age may lack rows that"
                    + " Microsoft had deleted by then; a provisional day may still get late ones. Masked digits were masked by"
                    + " Microsoft.";

    public Report {
        days = List.copyOf(days);
        totals = List.copyOf(totals);
        holds = List.copyOf(holds);
        orders = List.copyOf(orders);
    }

    /**
     * A day.
     *
     * @param state as on the status page, such as {@code settled} or {@code gone}
     * @param file null if there is none
     * @param why there is no file, or what was removed from it; empty if neither
     */
    public record Day(
            String log, String date, String state, @Nullable File file, String why) {}

    /**
     * A day's file.
     *
     * @param distinct rows of which none is the same as another; null until a check has read them, as are the hashes
     * @param reason for which its run read the day; {@code order}, if a backfill, the order's name
     * @param firstReadAt when the first reading was due, with the age of the day at it, in days, and its rows
     * @param lastReadAt the same of the newest one
     * @param lateRows that came after the first reading
     * @param vanished rows that the newest reading did not find any more; the archive keeps them
     */
    public record File(
            long rows,
            @Nullable Long distinct,
            long bytes,
            @Nullable String sha256,
            @Nullable String contentSha256,
            String crc32,
            String archivedAt,
            String reason,
            @Nullable String order,
            int readings,
            String firstReadAt,
            long ageAtFirst,
            long firstRows,
            String lastReadAt,
            long ageAtLast,
            long lateRows,
            long vanished,
            @Nullable String checkedAt,
            @Nullable String damage) {}

    /** Of a log. */
    public record Totals(
            String log, int days, int archived, int settled, int damaged, int missing, long rows, long lateRows) {}

    /** What the report is made of. */
    public interface Source {
        /** What is known of a day's file. */
        Optional<FileEntry> file(ArchiveDay day);

        /** The state of a day that has none. */
        String absence(ArchiveDay day);
    }

    /** Makes one. */
    public static Report of(
            LocalDate from,
            LocalDate to,
            Collection<CallLog> logs,
            Source source,
            List<JournalEntry> journal,
            Instant now) {
        List<Day> days = new ArrayList<>();
        List<Totals> totals = new ArrayList<>();
        for (CallLog log : logs) {
            List<Day> ofLog = from.datesUntil(to.plusDays(1))
                    .map(date -> new ArchiveDay(log, date))
                    .map(day -> source.file(day)
                            .map(file -> archived(day, file, journal))
                            .orElseGet(() -> absent(day, source.absence(day))))
                    .toList();
            days.addAll(ofLog);
            totals.add(totals(log, ofLog));
        }
        List<String> labels = logs.stream().map(CallLog::label).toList();
        return new Report(
                VERSION,
                now.toString(),
                from.toString(),
                to.toString(),
                days,
                totals,
                Holds.of(journal).standing().stream()
                        .filter(hold -> hold.touches(labels, from, to))
                        .toList(),
                journal.stream()
                        .filter(entry -> entry.touches(labels, from, to))
                        .toList(),
                CANNOT_BE_KNOWN);
    }

    private static Day archived(ArchiveDay day, FileEntry file, List<JournalEntry> journal) {
        Instant first = new RunId(file.firstRun()).dueAt();
        Instant last = new RunId(file.lastRun()).dueAt();
        return new Day(
                file.log(),
                file.date(),
                file.damage() == null ? file.state() : "damaged",
                new File(
                        file.rows(),
                        file.distinct(),
                        file.bytes(),
                        file.sha256(),
                        file.contentSha256(),
                        file.crc32(),
                        file.archivedAt(),
                        file.reason(),
                        file.order(),
                        file.readings(),
                        first.toString(),
                        age(day, first),
                        file.firstRows(),
                        last.toString(),
                        age(day, last),
                        Math.max(0, file.rows() - file.firstRows()),
                        file.vanished(),
                        file.checkedAt(),
                        file.damage()),
                file.isErased() ? erasure(day, journal) : "");
    }

    private static String erasure(ArchiveDay day, List<JournalEntry> journal) {
        return journal.stream()
                .filter(entry -> entry.action().equals(Action.ERASE.label())
                        && entry.isAbout(day.log().label(), day.date()))
                .reduce((one, later) -> later)
                .map(entry -> "rows were removed by an erasure of " + entry.at())
                .orElse("rows were removed, and the journal tells of no erasure");
    }

    private static long age(ArchiveDay day, Instant at) {
        return ChronoUnit.DAYS.between(day.date(), at.atZone(ZoneOffset.UTC).toLocalDate());
    }

    private static Day absent(ArchiveDay day, String state) {
        String why = switch (state) {
            case "gone" -> "Microsoft did not keep it, or handed out nothing of it when it may have deleted it";
            case "expired" -> "older than the archive keeps its files";
            case "failed" -> "could not be read yet; the status page says why";
            case "in-progress" -> "is being read";
            case "not-yet" -> "is not over";
            case "missing" -> "was not read yet";
            default -> "nothing is known of it";
        };
        return new Day(day.log().label(), day.date().toString(), state, null, why);
    }

    private static Totals totals(CallLog log, List<Day> days) {
        List<File> files = days.stream().map(Day::file).filter(Objects::nonNull).toList();
        return new Totals(
                log.label(),
                days.size(),
                files.size(),
                (int) days.stream().filter(day -> FINAL.contains(day.state())).count(),
                (int) files.stream().filter(file -> file.damage() != null).count(),
                (int) days.stream().filter(day -> OPEN.contains(day.state())).count(),
                files.stream().mapToLong(File::rows).sum(),
                files.stream().mapToLong(File::lateRows).sum());
    }
}
