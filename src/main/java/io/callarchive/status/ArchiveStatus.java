package io.callarchive.status;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.DayFailure;
import io.callarchive.Failures;
import io.callarchive.dayfile.DayFile;
import io.callarchive.plan.Inventory;
import io.callarchive.plan.LogInventory;
import io.callarchive.retention.Retention;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How things stand for every day of a span, log by log. */
public final class ArchiveStatus {
    /** What is archived of a log. */
    public record LogStatus(CallLog log, List<DayStatus> days) {
        /** The newest day that is final. */
        public Optional<LocalDate> newestSettled() {
            return days.stream()
                    .filter(day -> day.state() == DayState.SETTLED || day.state() == DayState.ERASED)
                    .map(status -> status.day().date())
                    .max(Comparator.naturalOrder());
        }
    }

    /**
     * A day.
     *
     * @param file what is archived of it
     * @param failure what went wrong last, also if there is a file
     * @param deletedInDays until Microsoft deletes it; empty if it does not say when
     */
    public record DayStatus(
            ArchiveDay day,
            DayState state,
            Optional<DayFile> file,
            Optional<DayFailure> failure,
            Optional<Long> deletedInDays) {}

    private final Inventory inventory;
    private final Failures failures;

    public ArchiveStatus(Inventory inventory, Failures failures) {
        this.inventory = inventory;
        this.failures = failures;
    }

    /** The days from one date to another, both included, the oldest first. */
    public List<LogStatus> between(Collection<CallLog> logs, LocalDate from, LocalDate to, LocalDate today) {
        Map<CallLog, LogInventory> known = inventory.look(logs, from, to);
        List<LogStatus> all = new ArrayList<>();
        known.forEach((log, of) -> {
            Map<LocalDate, DayFailure> problems = failures.list(log, from, to);
            all.add(new LogStatus(
                    log,
                    from.datesUntil(to.plusDays(1))
                            .map(date -> status(
                                    new ArchiveDay(log, date), of, Optional.ofNullable(problems.get(date)), today))
                            .toList()));
        });
        return all;
    }

    private static DayStatus status(ArchiveDay day, LogInventory known, Optional<DayFailure> failure, LocalDate today) {
        Optional<DayFile> file = known.file(day.date());
        return new DayStatus(
                day, state(day, known, file, failure, today), file, failure, Retention.daysUntilDeleted(day, today));
    }

    private static DayState state(
            ArchiveDay day, LogInventory known, Optional<DayFile> file, Optional<DayFailure> failure, LocalDate today) {
        if (file.isPresent()) {
            return DayState.of(file.get().state());
        }
        if (known.underWay().contains(day.date())) {
            return DayState.IN_PROGRESS;
        }
        if (failure.isPresent()) {
            return DayState.FAILED;
        }
        if (!day.date().isBefore(today)) {
            return DayState.NOT_YET;
        }
        return Retention.isDeletedByMicrosoft(day, today) ? DayState.GONE : DayState.MISSING;
    }
}
