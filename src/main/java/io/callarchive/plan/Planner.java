package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.dayfile.DayFile;
import io.callarchive.pages.RequestLimits;
import io.callarchive.retention.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides which days are read. A pure function of the dates, the settings and what is known of the lake. */
public final class Planner {
    private static final int ROWS_PER_CHAIN = 20_000;
    private static final int MOST_CHAINS = 8;
    /** Of one log: enough for a minute or so. */
    private static final int MOST_WISHES = 50;

    /** First what would be missed first. */
    private static final List<Reason> CLASSES = List.of(
            Reason.NIGHTLY, Reason.RECHECK, Reason.REPAIR, Reason.REVISIT, Reason.GAP, Reason.BACKFILL, Reason.RECOUNT);

    /** For which a day may be read although it is final. */
    private static final Set<Reason> REREADS = EnumSet.of(Reason.RECHECK, Reason.REPAIR, Reason.RECOUNT);

    private final List<CallLog> logs;
    private final RevisitAges revisits;
    private final History history;
    private final Upkeep upkeep;
    private final Retention retention;
    private final RequestLimits limits;

    /** A planner of the enabled logs. */
    public Planner(
            Collection<CallLog> logs,
            RevisitAges revisits,
            History history,
            Upkeep upkeep,
            Retention retention,
            RequestLimits limits) {
        this.logs = List.copyOf(logs);
        this.revisits = revisits;
        this.history = history;
        this.upkeep = upkeep;
        this.retention = retention;
        this.limits = limits;
    }

    /** How far back days are archived. */
    public History history() {
        return history;
    }

    /** How often what is final is looked at again. */
    Upkeep upkeep() {
        return upkeep;
    }

    /** How long Microsoft keeps what. */
    public Retention retention() {
        return retention;
    }

    public List<CallLog> logs() {
        return logs;
    }

    /** Whether a file in that state may be read again by itself. */
    static boolean mayRead(DayFile.State state, Reason reason) {
        return state == DayFile.State.PROVISIONAL || (state == DayFile.State.SETTLED && REREADS.contains(reason));
    }

    /** The place of a reason in the order in which days are begun. */
    static int classOf(Reason reason) {
        return CLASSES.indexOf(reason);
    }

    /**
     * What is next: yesterday, then files that repeat rows, then the days due for another reading, then the missing
     * ones, then what persons have ordered. Within each of these the oldest day comes first, because it is the next
     * that Microsoft deletes; but after all others those that have failed before, or they would keep these waiting
     * night after night.
     *
     * @param night whose work is done; empty before the first one
     * @param today as the orders see it
     * @param past what is on its way, and what has failed
     */
    Agenda next(
            Optional<Night> night, List<Order> orders, LocalDate today, Map<CallLog, LogInventory> known, Past past) {
        Map<String, Agenda.Left> left = new HashMap<>();
        Map<CallLog, List<Wish>> byLog = wishes(night, orders, today, known, past, left).stream()
                .filter(wish -> !past.active().contains(wish.day()))
                .sorted(first(past))
                .collect(Collectors.groupingBy(
                        wish -> wish.day().log(), () -> new EnumMap<>(CallLog.class), Collectors.toList()));
        Set<CallLog> more = EnumSet.noneOf(CallLog.class);
        List<Wish> next = new ArrayList<>();
        byLog.forEach((log, ofLog) -> {
            int ahead = Math.min(ofLog.size(), ahead(log, ofLog));
            next.addAll(ofLog.subList(0, ahead));
            if (ahead < ofLog.size()) {
                more.add(log);
            }
        });
        next.sort(first(past));
        return new Agenda(next, more, left);
    }

    /**
     * How many of these are planned at once. Few of those that are late only because nobody knows how long the log is
     * kept: the first answer with rows tells that the others are not.
     */
    private int ahead(CallLog log, List<Wish> wishes) {
        if (retention.period(log).isPresent()) {
            return MOST_WISHES;
        }
        int late = 0;
        for (int i = 0; i < wishes.size(); i++) {
            late += wishes.get(i).late() ? 1 : 0;
            if (late > limits.chainsOfALog()) {
                return Math.min(i, MOST_WISHES);
            }
        }
        return MOST_WISHES;
    }

    /** How far the orders are by now, of those that the conductor has looked at. */
    public Map<String, Schedule.Progress> progress(
            Schedule schedule, List<Order> orders, LocalDate today, Map<CallLog, LogInventory> known) {
        Map<String, Schedule.Progress> progress = new HashMap<>(schedule.orders());
        Map<String, Agenda.Left> left = new HashMap<>();
        wishes(Optional.empty(), orders, today, known, schedule.past(), left);
        progress.keySet().retainAll(left.keySet());
        progress.replaceAll((id, before) -> before.after(left.getOrDefault(id, Agenda.Left.NOTHING)));
        return progress;
    }

    /** All days that are on their way, or will be read in their turn. */
    public Set<ArchiveDay> coming(
            Schedule schedule, List<Order> orders, LocalDate today, Map<CallLog, LogInventory> known) {
        Past past = schedule.past();
        Set<ArchiveDay> coming = new HashSet<>(past.active());
        wishes(schedule.night(), orders, today, known, past, new HashMap<>()).forEach(wish -> coming.add(wish.day()));
        return coming;
    }

    /** Each day once, of the first reason that it is to be read for; how many are left of each order is put in. */
    private Collection<Wish> wishes(
            Optional<Night> night,
            List<Order> orders,
            LocalDate today,
            Map<CallLog, LogInventory> known,
            Past past,
            Map<String, Agenda.Left> left) {
        Map<ArchiveDay, Wish> wishes = new LinkedHashMap<>();
        Stream.concat(
                        night.stream().flatMap(begun -> ofTheNight(begun, known, past)),
                        afresh(night, today, known, past.gone()))
                .filter(wish -> !past.hasFailedSince(wish.day(), wish.since()))
                .forEach(wish -> wishes.putIfAbsent(wish.day(), wish));
        for (Order order : orders) {
            List<Wish> open = ofOrder(order, today, known)
                    .filter(wish -> objection(
                                    wish, today, known(known, wish.day().log()), past.gone())
                            .isEmpty())
                    .filter(wish -> !past.hasFailedSince(wish.day(), wish.since()))
                    .toList();
            left.put(order.id(), new Agenda.Left(open.size(), time(open, known)));
            open.forEach(wish -> wishes.putIfAbsent(wish.day(), wish));
        }
        return wishes.values();
    }

    /** What an order would come to, if it were placed now. */
    Estimate estimate(Order order, LocalDate today, Map<CallLog, LogInventory> known, Past past) {
        List<ArchiveDay> days = new ArrayList<>();
        List<Estimate.Skipped> skipped = new ArrayList<>();
        List<Wish> wishes = new ArrayList<>();
        ofOrder(order, today, known).forEach(wish -> {
            ArchiveDay day = wish.day();
            Optional<String> objection = past.active().contains(day)
                    ? Optional.of("in progress")
                    : objection(wish, today, known(known, day.log()), past.gone());
            if (objection.isPresent()) {
                skipped.add(new Estimate.Skipped(day, objection.get()));
                return;
            }
            days.add(day);
            wishes.add(wish);
        });
        double requests = pages(wishes, known).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        return new Estimate(List.copyOf(days), Math.round(requests), time(wishes, known), List.copyOf(skipped));
    }

    private static Map<CallLog, Double> pages(List<Wish> wishes, Map<CallLog, LogInventory> known) {
        Map<CallLog, Double> pages = new EnumMap<>(CallLog.class);
        wishes.forEach(wish -> {
            CallLog log = wish.day().log();
            pages.merge(log, known(known, log).expectedPages(wish.day().date()), Double::sum);
        });
        return pages;
    }

    /** How long it takes under Graph's limits if nothing else is read. */
    private Duration time(List<Wish> wishes, Map<CallLog, LogInventory> known) {
        double ofAll = 0;
        double ofBusiest = 0;
        for (double ofLog : pages(wishes, known).values()) {
            ofAll += ofLog;
            ofBusiest = Math.max(ofBusiest, ofLog);
        }
        Duration busiest = times(limits.betweenRequestsOfALog(), ofBusiest);
        Duration all = times(limits.betweenRequests(), ofAll);
        return busiest.compareTo(all) > 0 ? busiest : all;
    }

    /** Whether a day that is read now gets no more late rows. */
    boolean settles(LocalDate day, LocalDate today) {
        return revisits.settles(day, today);
    }

    private static Comparator<Wish> first(Past past) {
        return Comparator.comparingInt((Wish wish) -> classOf(wish.reason()))
                .thenComparing(wish -> past.hasFailed(wish.day()))
                .thenComparing(wish -> wish.day().date())
                .thenComparing(wish -> wish.day().log());
    }

    private Stream<Wish> ofTheNight(Night night, Map<CallLog, LogInventory> known, Past past) {
        LocalDate today = night.date();
        return logs.stream()
                .flatMap(log -> {
                    LogInventory of = known(known, log);
                    Stream<Dated> newest = Stream.of(new Dated(today.minusDays(1), Reason.NIGHTLY));
                    Stream<Dated> due = of.dates((date, file) -> revisits.isDue(date, file, today))
                            .map(date -> new Dated(date, Reason.REVISIT));
                    Stream<Dated> missing = history.first(log, today, retention)
                            .datesUntil(today.minusDays(1))
                            .filter(date -> of.file(date).isEmpty())
                            .map(date -> new Dated(date, Reason.GAP));
                    Stream<Dated> recounts = of.dates((date, file) -> upkeep.isToBeRecounted(file, today)
                                    && !retention.mayBeDeleted(new ArchiveDay(log, date), today, of.seenAtAge()))
                            .map(date -> new Dated(date, Reason.RECOUNT));
                    return Stream.of(newest, due, missing, recounts)
                            .flatMap(days -> days)
                            .map(day -> wish(
                                    new ArchiveDay(log, day.date()), day.reason(), false, night.begunAt(), today, of));
                })
                .filter(wish -> objection(wish, today, known(known, wish.day().log()), past.gone())
                        .isEmpty());
    }

    private record Dated(LocalDate date, Reason reason) {}

    /** The files that repeat rows or are damaged: once they are known to be, and if that fails, each night. */
    private Stream<Wish> afresh(
            Optional<Night> night, LocalDate today, Map<CallLog, LogInventory> known, Set<ArchiveDay> gone) {
        return logs.stream()
                .flatMap(log -> {
                    LogInventory of = known(known, log);
                    return Stream.concat(
                                    of.dates((date, file) -> file.deservesRecheck())
                                            .map(date -> new Dated(date, Reason.RECHECK)),
                                    of.dates((date, file) -> file.deservesRepair())
                                            .map(date -> new Dated(date, Reason.REPAIR)))
                            .map(day -> {
                                Instant found = of.checkedAt(day.date()).orElse(Instant.EPOCH);
                                Instant since = night.map(Night::begunAt)
                                        .filter(found::isBefore)
                                        .orElse(found);
                                return wish(new ArchiveDay(log, day.date()), day.reason(), false, since, today, of);
                            });
                })
                .filter(wish -> objection(wish, today, known(known, wish.day().log()), gone)
                        .isEmpty());
    }

    private Stream<Wish> ofOrder(Order order, LocalDate today, Map<CallLog, LogInventory> known) {
        return order.from()
                .datesUntil(order.to().plusDays(1))
                .flatMap(date -> order.logs().stream()
                        .map(log -> wish(
                                new ArchiveDay(log, date),
                                Reason.BACKFILL,
                                order.force(),
                                order.at(),
                                today,
                                known(known, log))));
    }

    private Wish wish(ArchiveDay day, Reason reason, boolean force, Instant since, LocalDate today, LogInventory of) {
        boolean late = retention.mayBeDeleted(day, today, of.seenAtAge());
        return new Wish(day, reason, force, late, since, chains(day.log(), day.date(), of));
    }

    /** Why that need not, or must not, be read; empty if it is to be. */
    private Optional<String> objection(Wish wish, LocalDate today, LogInventory of, Set<ArchiveDay> gone) {
        LocalDate date = wish.day().date();
        Optional<DayFile> file = of.file(date);
        if (file.filter(it -> it.isReadSince(wish.since())).isPresent()) {
            return Optional.of("just read");
        }
        if (wish.force()) {
            return Optional.empty();
        }
        if (file.filter(it -> !mayRead(it.state(), wish.reason())).isPresent()) {
            return Optional.of(file.get().state().label());
        }
        if (history.isExpired(date, today)) {
            return Optional.of("older than files are kept");
        }
        return retention.isGone(wish.day(), today) || gone.contains(wish.day())
                ? Optional.of("no longer kept by Microsoft")
                : Optional.empty();
    }

    private static int chains(CallLog log, LocalDate date, LogInventory of) {
        if (log.timeField().isEmpty()) {
            return 1;
        }
        long rows = of.expectedRows(date).orElse(0L);
        return (int) Math.min(MOST_CHAINS, 1 + rows / ROWS_PER_CHAIN);
    }

    private static Duration times(Duration ofOne, double count) {
        return Duration.ofMillis(Math.round(count * ofOne.toNanos() / 1e6));
    }

    private static LogInventory known(Map<CallLog, LogInventory> known, CallLog log) {
        return known.getOrDefault(log, LogInventory.NOTHING);
    }
}
