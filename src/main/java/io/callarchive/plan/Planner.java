package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.dayfile.DayFile;
import io.callarchive.pages.RequestLimits;
import io.callarchive.retention.Retention;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Decides which days are read. A pure function of the date, the settings and what is known of the lake. */
public final class Planner {
    private static final int ROWS_PER_CHAIN = 20_000;
    private static final int MOST_CHAINS = 8;
    /** How long the app may have been off for a day to get its last reading all the same. */
    private static final int NIGHTS_MADE_UP_FOR = 30;

    private final List<CallLog> logs;
    private final RevisitAges revisits;
    private final int historyDays;
    private final RequestLimits limits;

    /**
     * A planner of the enabled logs.
     *
     * @param historyDays how far back missing days are looked for
     */
    public Planner(Collection<CallLog> logs, RevisitAges revisits, int historyDays, RequestLimits limits) {
        this.logs = List.copyOf(logs);
        this.revisits = revisits;
        this.historyDays = historyDays;
        this.limits = limits;
    }

    /** The first day that the nightly run has to know. */
    public LocalDate horizon(LocalDate today) {
        return today.minusDays(Math.max(historyDays, revisits.lastAge() + NIGHTS_MADE_UP_FOR));
    }

    /**
     * Yesterday, then the days due for another reading, then the missing ones, the oldest first: it is the next that
     * Microsoft deletes.
     */
    public Plan nightly(LocalDate today, Map<CallLog, LogInventory> known) {
        LocalDate yesterday = today.minusDays(1);
        List<Wish> wishes = new ArrayList<>();
        for (CallLog log : logs) {
            LogInventory of = known(known, log);
            wishes.add(new Wish(new ArchiveDay(log, yesterday), Reason.NIGHTLY, false));
            horizon(today)
                    .datesUntil(yesterday)
                    .filter(date -> of.file(date)
                            .filter(file -> revisits.isDue(date, file, today))
                            .isPresent())
                    .forEach(date -> wishes.add(new Wish(new ArchiveDay(log, date), Reason.REVISIT, false)));
            today.minusDays(Math.max(1, historyDays))
                    .datesUntil(yesterday)
                    .filter(date -> of.file(date).isEmpty())
                    .forEach(date -> wishes.add(new Wish(new ArchiveDay(log, date), Reason.GAP, false)));
        }
        return plan(wishes, today, known);
    }

    /** Yesterday only: what a night knows to be due without a look at the lake. */
    public Plan yesterday(LocalDate today) {
        List<Wish> wishes = logs.stream()
                .map(log -> new Wish(new ArchiveDay(log, today.minusDays(1)), Reason.NIGHTLY, false))
                .toList();
        return plan(wishes, today, Map.of());
    }

    /** The days that a person asks for; settled ones only with force. */
    public Plan backfill(List<ArchiveDay> days, boolean force, LocalDate today, Map<CallLog, LogInventory> known) {
        return plan(
                days.stream()
                        .map(day -> new Wish(day, Reason.BACKFILL, force))
                        .sorted(Comparator.comparing(wish -> wish.day().date()))
                        .toList(),
                today,
                known);
    }

    private record Wish(ArchiveDay day, Reason reason, boolean force) {}

    private Plan plan(List<Wish> wishes, LocalDate today, Map<CallLog, LogInventory> known) {
        Pace pace = new Pace(limits);
        List<PlannedRun> starts = new ArrayList<>();
        List<Plan.Skipped> skipped = new ArrayList<>();
        double requests = 0;
        for (Wish wish : byKind(wishes)) {
            LogInventory of = known(known, wish.day().log());
            Optional<String> objection = objection(wish, today, of);
            if (objection.isPresent()) {
                skipped.add(new Plan.Skipped(wish.day(), objection.get()));
                continue;
            }
            LocalDate date = wish.day().date();
            double pages = of.expectedPages(date);
            requests += pages;
            starts.add(new PlannedRun(
                    wish.day(),
                    wish.reason(),
                    chains(wish.day(), of),
                    revisits.settles(date, today),
                    wish.force(),
                    of.file(date).map(DayFile::run),
                    pace.next(wish.day().log(), pages)));
        }
        return new Plan(List.copyOf(starts), Math.round(requests), pace.end(), List.copyOf(skipped));
    }

    /** All yesterdays before the first revisit, and those before the first gap. */
    private static List<Wish> byKind(List<Wish> wishes) {
        return Stream.of(Reason.NIGHTLY, Reason.REVISIT, Reason.GAP, Reason.BACKFILL)
                .flatMap(reason -> wishes.stream().filter(wish -> wish.reason() == reason))
                .toList();
    }

    private static Optional<String> objection(Wish wish, LocalDate today, LogInventory of) {
        LocalDate date = wish.day().date();
        if (of.underWay().contains(date)) {
            return Optional.of("in progress");
        }
        if (wish.force()) {
            return Optional.empty();
        }
        Optional<String> closed = of.file(date)
                .filter(file -> file.state() != DayFile.State.PROVISIONAL)
                .map(file -> file.state().label());
        if (closed.isPresent()) {
            return closed;
        }
        return Retention.isDeletedByMicrosoft(wish.day(), today)
                ? Optional.of("no longer kept by Microsoft")
                : Optional.empty();
    }

    private static int chains(ArchiveDay day, LogInventory of) {
        if (day.log().timeField().isEmpty()) {
            return 1;
        }
        long rows = of.expectedRows(day.date()).orElse(0L);
        return (int) Math.min(MOST_CHAINS, 1 + rows / ROWS_PER_CHAIN);
    }

    private static LogInventory known(Map<CallLog, LogInventory> known, CallLog log) {
        return known.getOrDefault(log, new LogInventory(Map.of(), Set.of()));
    }
}
