package io.callarchive.status;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.DayFailure;
import io.callarchive.Failures;
import io.callarchive.dayfile.DayFile;
import io.callarchive.plan.Inventory;
import io.callarchive.plan.LogInventory;
import io.callarchive.plan.Night;
import io.callarchive.plan.Order;
import io.callarchive.plan.Orders;
import io.callarchive.plan.Planner;
import io.callarchive.plan.Schedule;
import io.callarchive.plan.Schedules;
import io.callarchive.retention.Retention.Period;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How things stand for every day of a span, log by log. */
public final class ArchiveStatus {
    /**
     * What is archived of a log.
     *
     * @param kept how long Microsoft keeps its rows, if that is known
     * @param seen the oldest day of which there still were rows
     */
    public record LogStatus(
            CallLog log, Optional<Period> kept, Optional<LogInventory.Seen> seen, List<DayStatus> days) {
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
     * @param deletedInDays until Microsoft begins to delete it, negative once it may have; empty if it does not say when
     */
    public record DayStatus(
            ArchiveDay day,
            DayState state,
            Optional<DayFile> file,
            Optional<DayFailure> failure,
            Optional<Long> deletedInDays) {
        /** Whether it is not archived, though it may be, and Microsoft deletes it within so many days. */
        public boolean isAtRisk(long withinDays) {
            boolean absent = state == DayState.MISSING || state == DayState.FAILED;
            return absent && deletedInDays.filter(left -> left <= withinDays).isPresent();
        }
    }

    /**
     * An order that is not fulfilled yet.
     *
     * @param progress empty until the conductor has looked at it
     */
    public record OpenOrder(Order order, Optional<Schedule.Progress> progress) {}

    /**
     * All of it.
     *
     * @param night the newest one that was begun
     */
    public record Whole(List<LogStatus> logs, List<OpenOrder> orders, Optional<Night> night) {}

    /** When the conductor is awake it asks to be woken again within minutes: a silence of that length is its end. */
    private static final Duration SILENCE = Duration.ofHours(1);

    private final Inventory inventory;
    private final Planner planner;
    private final Schedules schedules;
    private final Orders orders;
    private final Failures failures;
    private final Clock clock;

    public ArchiveStatus(
            Inventory inventory, Planner planner, Schedules schedules, Orders orders, Failures failures, Clock clock) {
        this.inventory = inventory;
        this.planner = planner;
        this.schedules = schedules;
        this.orders = orders;
        this.failures = failures;
        this.clock = clock;
    }

    /** The days from one date to another, both included, the oldest first; and the orders. */
    public Whole between(Collection<CallLog> logs, LocalDate from, LocalDate to, LocalDate today) {
        Schedule schedule = schedules.load().schedule();
        List<Order> open = orders.open();
        // How far an order is, its days of all logs tell, however old they are.
        Map<CallLog, LogInventory> known = inventory.look(open.isEmpty() ? logs : planner.logs());
        Map<String, Schedule.Progress> progress = planner.progress(schedule, open, today, known);
        Set<ArchiveDay> coming = coming(schedule, open, today, known);
        List<LogStatus> all = new ArrayList<>();
        logs.forEach(log -> {
            LogInventory of = known.getOrDefault(log, LogInventory.NOTHING);
            Map<LocalDate, DayFailure> problems = failures.list(log, from, to);
            all.add(new LogStatus(
                    log,
                    planner.retention().period(log),
                    of.seen(),
                    from.datesUntil(to.plusDays(1))
                            .map(date -> new ArchiveDay(log, date))
                            .map(day -> status(
                                    day,
                                    of.file(day.date()),
                                    Optional.ofNullable(problems.get(day.date())),
                                    coming.contains(day),
                                    schedule.gone().contains(day),
                                    today))
                            .toList()));
        });
        return new Whole(
                all,
                open.stream()
                        .map(order -> new OpenOrder(order, Optional.ofNullable(progress.get(order.id()))))
                        .toList(),
                schedule.night());
    }

    private Set<ArchiveDay> coming(
            Schedule schedule, List<Order> open, LocalDate today, Map<CallLog, LogInventory> known) {
        boolean awake = !schedule.isIdle() && schedule.nextTick().plus(SILENCE).isAfter(clock.instant());
        return awake ? planner.coming(schedule, open, today, known) : Set.of();
    }

    private DayStatus status(
            ArchiveDay day,
            Optional<DayFile> file,
            Optional<DayFailure> failure,
            boolean comes,
            boolean gone,
            LocalDate today) {
        return new DayStatus(
                day,
                state(day, file, failure, comes, gone, today),
                file,
                failure,
                planner.retention().daysUntilDeleted(day, today));
    }

    private DayState state(
            ArchiveDay day,
            Optional<DayFile> file,
            Optional<DayFailure> failure,
            boolean comes,
            boolean gone,
            LocalDate today) {
        if (file.isPresent()) {
            return DayState.of(file.get());
        }
        if (comes) {
            return DayState.IN_PROGRESS;
        }
        if (failure.isPresent()) {
            return DayState.FAILED;
        }
        if (!day.date().isBefore(today)) {
            return DayState.NOT_YET;
        }
        if (planner.history().isExpired(day.date(), today)) {
            return DayState.EXPIRED;
        }
        return gone || planner.retention().isGone(day, today) ? DayState.GONE : DayState.MISSING;
    }
}
