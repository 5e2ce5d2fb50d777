package io.callarchive.status;

import io.callarchive.CallLog;
import io.callarchive.plan.Timetable;
import io.callarchive.status.ArchiveStatus.DayStatus;
import io.callarchive.status.ArchiveStatus.LogStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How things stand for a log, in a few words and numbers: what health, alerts and the weekly line tell. Pure.
 *
 * @param yesterday whether the day that the newest night was to read is archived
 * @param failed days that were given up, and are not archived
 * @param missing days that are not archived, and not on their way
 * @param atRisk failed or missing days that Microsoft begins to delete within a week, or may have
 * @param damaged days whose files are not what was archived
 * @param unchecked days whose files were not read back within two days
 */
public record LogState(
        CallLog log,
        Yesterday yesterday,
        List<DayStatus> failed,
        List<DayStatus> missing,
        List<DayStatus> atRisk,
        List<DayStatus> damaged,
        List<DayStatus> unchecked) {
    /** How long a night may take until its yesterday is missed. */
    public static final Duration PATIENCE = Duration.ofHours(2);

    /** A day that Microsoft deletes within so many days is at risk. */
    public static final int RISK_DAYS = 7;

    private static final Duration CHECKED_WITHIN = Duration.ofDays(2);

    /**
     * The day that a night was to read.
     *
     * @param date empty if no night was due yet since the app was deployed
     */
    public record Yesterday(Optional<LocalDate> date, boolean archived) {
        /** Whether it should be there and is not. */
        public boolean isMissing() {
            return date.isPresent() && !archived;
        }

        /** In one word, for a log line. */
        public String label() {
            return date.isEmpty() ? "not-due" : archived ? "archived" : "missing";
        }
    }

    public LogState {
        failed = List.copyOf(failed);
        missing = List.copyOf(missing);
        atRisk = List.copyOf(atRisk);
        damaged = List.copyOf(damaged);
        unchecked = List.copyOf(unchecked);
    }

    /**
     * The state at that moment.
     *
     * @param archivedFrom the first day that the app archives
     * @param deployedAt before which no night can have been expected
     */
    static LogState of(LogStatus log, LocalDate archivedFrom, Timetable timetable, Instant deployedAt, Instant now) {
        Predicate<DayStatus> wanted = day -> !day.day().date().isBefore(archivedFrom);
        List<DayStatus> failed = days(log, wanted.and(day -> day.state() == DayState.FAILED));
        List<DayStatus> missing = days(log, wanted.and(day -> day.state() == DayState.MISSING));
        return new LogState(
                log.log(),
                yesterday(log, timetable, deployedAt, now),
                failed,
                missing,
                days(log, wanted.and(day -> day.isAtRisk(RISK_DAYS))),
                days(log, day -> day.state() == DayState.DAMAGED),
                days(log, day -> isUnchecked(day, now)));
    }

    /** Of the newest night that was due so long ago that it should be done. */
    private static Yesterday yesterday(LogStatus log, Timetable timetable, Instant deployedAt, Instant now) {
        Optional<LocalDate> date = timetable
                .lastDue(now.minus(PATIENCE))
                .filter(due -> !due.isBefore(deployedAt))
                .map(due -> LocalDate.ofInstant(due, ZoneOffset.UTC).minusDays(1));
        boolean archived = log.days().stream()
                .anyMatch(day -> day.file().isPresent()
                        && date.filter(day.day().date()::equals).isPresent());
        return new Yesterday(date, archived);
    }

    private static boolean isUnchecked(DayStatus day, Instant now) {
        return day.file()
                .filter(file -> file.check().isEmpty()
                        && file.archivedAt().plus(CHECKED_WITHIN).isBefore(now))
                .isPresent();
    }

    private static List<DayStatus> days(LogStatus log, Predicate<DayStatus> wanted) {
        return log.days().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(day -> day.day().date()))
                .toList();
    }
}
