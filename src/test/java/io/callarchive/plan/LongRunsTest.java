package io.callarchive.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.DayFailure;
import io.callarchive.Event;
import io.callarchive.Event.Name;
import io.callarchive.dayfile.DayFile;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.local.simulator.Throughput;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.pages.RequestLimits;
import io.callarchive.retention.DocumentedPeriods;
import io.callarchive.retention.Retention;
import io.callarchive.status.ArchiveStatus.DayStatus;
import io.callarchive.status.DayState;
import io.callarchive.testing.FastForward;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nights, days and weeks on a clock that jumps, with Graph's real limits. What came of it is printed. */
class LongRunsTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
    private static final LocalDate SUNDAY = MONDAY.minusDays(1);
    /** Rows of a page; the limits count pages, so small ones do. */
    private static final int PAGE_SIZE = 10;

    private static final Retention GERMANY = new Retention(DocumentedPeriods.of(List.of("DE")));
    /** At one page a minute as long as 5,000 at 46. */
    private static final int BUSY_PAGES = 109;

    /** By instances with their own memory; and what the platform's rule would make of the queue. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void aYearOfFiveLogsKeepsToGraphsLimitsAndUsesThem(int instances) {
        SimulatedTenant tenant = tenant(20, 4);
        try (FastForward app = new FastForward(tenant, at(MONDAY, "12:00:00"), days(0), instances)) {
            app.graph().pageSize(PAGE_SIZE);
            LocalDate last = SUNDAY.minusDays(1);
            LocalDate first = last.minusDays(364);
            app.skipTo(at(MONDAY, "12:00:00"));
            app.backfill(first, last, true);
            app.runUntilIdle();
            Throughput figures = Throughput.of(app.graph().requests());
            System.out.printf(
                    Locale.ROOT,
                    "365 days x 5 logs by %d instance(s): %s; %d instance(s) wanted by the platform's rule%n",
                    instances,
                    figures,
                    app.instancesWanted());
            assertThat(app.status(first, last)).hasSize(1825).allMatch(LongRunsTest::isWhole);
            assertThat(app.openOrders()).isEmpty();
            assertThat(named(app, Name.DAY_FAILED)).isEmpty();
            assertThat(named(app, Name.RUN_STARTED)).hasSize(1825);
            assertThat(figures.throttledPercent()).isLessThan(2);
            assertThat(figures.pagesAMinute()).isGreaterThanOrEqualTo(45);
            assertThat(app.instancesWanted()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void sixHoursWithoutGraphCostNothingButTime() {
        try (FastForward app = app(4, 0)) {
            Instant begin = at(MONDAY, "03:30:02");
            Instant end = begin.plus(Duration.ofHours(6));
            app.graph()
                    .answer(request -> request.receivedAt().isBefore(begin)
                                    || !request.receivedAt().isBefore(end)
                            ? Optional.empty()
                            : Optional.of(SimulatorAnswer.of(503, "text/html", "<h1>Unavailable</h1>")));
            for (String time : List.of("03:40:00", "05:00:00", "07:00:00", "09:00:00")) {
                app.runUntil(at(MONDAY, time));
                print(app, "Graph down from 03:30 to 09:30, " + time, SUNDAY);
                assertThat(app.status(SUNDAY, SUNDAY))
                        .filteredOn(day -> day.file().isEmpty())
                        .isNotEmpty()
                        .allMatch(day -> day.state() == DayState.IN_PROGRESS)
                        .allMatch(day -> troubleStatus(day) == 503)
                        .allMatch(day -> day.failure()
                                .flatMap(DayFailure::askedAgainAt)
                                .filter(again -> !again.isBefore(app.now().minusSeconds(5)))
                                .isPresent());
            }
            app.runUntil(at(MONDAY, "10:45:00"));
            print(app, "Graph down from 03:30 to 09:30, 10:45:00", SUNDAY);
            assertThat(app.status(SUNDAY, SUNDAY)).hasSize(5).allMatch(LongRunsTest::isWhole);
            assertThat(named(app, Name.DAY_FAILED)).isEmpty();
            assertThat(named(app, Name.RUN_STARTED)).hasSize(5);
        }
    }

    @Test
    void anHourOfThrottlingCostsNothingButTime() {
        try (FastForward app = app(4, 0)) {
            Instant end = at(MONDAY, "04:30:00");
            app.graph()
                    .answer(request -> request.receivedAt().isBefore(end)
                            ? Optional.of(SimulatorAnswer.throttled(request, 60))
                            : Optional.empty());
            app.runUntil(at(MONDAY, "04:20:00"));
            print(app, "Graph throttles until 04:30, 04:20:00", SUNDAY);
            assertThat(app.status(SUNDAY, SUNDAY))
                    .allMatch(day -> day.state() == DayState.IN_PROGRESS)
                    .allMatch(day -> troubleStatus(day) == 429);
            app.runUntil(at(MONDAY, "04:35:00"));
            print(app, "Graph throttles until 04:30, 04:35:00", SUNDAY);
            assertThat(app.status(SUNDAY, SUNDAY)).hasSize(5).allMatch(LongRunsTest::isWhole);
            assertThat(named(app, Name.DAY_FAILED)).isEmpty();
        }
    }

    @Test
    void aRoleThatIsGrantedOnTheThirdDayFillsTheFirstTwo() {
        try (FastForward app = app(4, 30)) {
            app.identity().grant(Set.of());
            for (int night = 0; night < 2; night++) {
                app.runUntil(at(MONDAY.plusDays(night), "12:00:00"));
                LocalDate yesterday = SUNDAY.plusDays(night);
                print(app, "No role yet, day " + (night + 1), yesterday);
                assertThat(app.status(yesterday, yesterday))
                        .allMatch(day -> day.state() == DayState.FAILED)
                        .allMatch(day -> troubleStatus(day) == 403)
                        .allMatch(day -> day.failure()
                                .filter(failure ->
                                        failure.problem().message().contains("CallRecord-PstnCalls.Read.All"))
                                .isPresent());
            }
            app.identity().grant(Set.of("CallRecord-PstnCalls.Read.All"));
            app.runUntil(at(MONDAY.plusDays(2), "12:00:00"));
            print(app, "Role granted before the third night", SUNDAY);
            assertThat(app.status(MONDAY.plusDays(2).minusDays(30), MONDAY.plusDays(1)))
                    .hasSize(150)
                    .allMatch(LongRunsTest::isWhole);
        }
    }

    /**
     * A tenant whose day takes nearly two hours at Graph's pace, with all of its history to read, a Graph that fails
     * once in a while and throttles for an hour of each day: 5,000 pages a day at 46 a minute, both divided by 46. The
     * history is shorter than in life, unless {@code -Dhistory=150} asks for all of it.
     */
    @ParameterizedTest
    @CsvSource({"0", "10"})
    void aHistoryOfManyPagesIsArchivedOldestFirst(int minutesBetweenCrashes) {
        SimulatedTenant tenant = tenant(BUSY_PAGES, BUSY_PAGES);
        RequestLimits limits = new RequestLimits(1);
        int days = Integer.getInteger("history", 20);
        try (FastForward app = new FastForward(tenant, at(MONDAY, "00:00:00"), days(days), 1, limits, GERMANY)) {
            app.graph().pageSize(PAGE_SIZE);
            AtomicInteger asked = new AtomicInteger();
            app.graph().answer(request -> {
                if (request.receivedAt().atOffset(ZoneOffset.UTC).getHour() == 5) {
                    return Optional.of(SimulatorAnswer.throttled(request, 60));
                }
                return asked.incrementAndGet() % 20 == 0
                        ? Optional.of(SimulatorAnswer.of(503, "text/html", "<h1>Unavailable</h1>"))
                        : Optional.empty();
            });
            if (minutesBetweenCrashes > 0) {
                app.crashEvery(Duration.ofMinutes(minutesBetweenCrashes));
            }
            LocalDate first = MONDAY.minusDays(days);
            LocalDate today = MONDAY;
            while (app.status(first, SUNDAY).stream().anyMatch(day -> day.file().isEmpty())) {
                today = today.plusDays(1);
                assertThat(today).isBefore(MONDAY.plusDays(30));
                app.runUntil(at(today, "00:00:00"));
            }
            List<String> archived = named(app, Name.DAY_ARCHIVED).stream()
                    .map(Event::toString)
                    .filter(event -> event.contains("log=direct-routing"))
                    .map(event -> event.replaceFirst(".* date=(\\S+) .*", "$1"))
                    .filter(date -> date.compareTo(SUNDAY.toString()) < 0)
                    .distinct()
                    .toList();
            System.out.printf(
                    Locale.ROOT,
                    "%d days of %d pages at 1 a minute, %d crashes: all archived after %d days, in this order: %s%n",
                    days,
                    BUSY_PAGES,
                    app.crashes(),
                    ChronoUnit.DAYS.between(MONDAY, today),
                    String.join(" ", archived));
            assertThat(named(app, Name.DAY_FAILED)).isEmpty();
            assertThat(archived).hasSize(days - 1);
            List<String> sorted = archived.stream().sorted().toList();
            assertThat(archived)
                    .as("the oldest first, but for those that are read at the same time")
                    .allMatch(date -> Math.abs(archived.indexOf(date) - sorted.indexOf(date)) < limits.chainsOfALog());
        }
    }

    @Test
    void anAppThatWasOffForAWeekCatchesUpInOneNight() {
        try (FastForward app = app(4, 14)) {
            app.runUntil(at(MONDAY, "12:00:00"));
            app.skipTo(at(MONDAY.plusDays(7), "00:00:00"));
            LocalDate first = SUNDAY.minusDays(6);
            LocalDate last = MONDAY.plusDays(6);
            assertThat(app.status(MONDAY, last)).allMatch(day -> day.state() == DayState.MISSING);
            app.runUntil(at(MONDAY.plusDays(7), "12:00:00"));
            assertThat(app.status(first, last)).hasSize(70).allMatch(LongRunsTest::isWhole);
            assertThat(app.status(first, last.minusDays(7)))
                    .as("days whose revisits fell into the week")
                    .allMatch(day -> day.state() == DayState.SETTLED);
        }
    }

    @Test
    void lateRowsComeWithTheRevisitsAndTheFileTellsWhen() {
        SimulatedTenant tenant = tenant(4, 4);
        try (FastForward app = new FastForward(tenant, at(MONDAY, "00:00:00"), days(0), 1)) {
            app.graph().pageSize(PAGE_SIZE);
            ArchiveDay day = new ArchiveDay(CallLog.DIRECT_ROUTING, SUNDAY);
            tenant.holdBack(day.log(), day.date(), 5);
            app.runUntil(at(MONDAY, "12:00:00"));
            tenant.holdBack(day.log(), day.date(), 1);
            app.runUntil(at(MONDAY.plusDays(1), "12:00:00"));
            tenant.release(day.log(), day.date());
            app.runUntil(at(MONDAY.plusDays(6), "12:00:00"));
            DayFile file = app.status(day.date(), day.date()).stream()
                    .filter(status -> status.day().equals(day))
                    .flatMap(status -> status.file().stream())
                    .findFirst()
                    .orElseThrow();
            assertThat(file.readings()).extracting(DayFile.Reading::rows).containsExactly(20L, 24L, 25L, 25L);
            assertThat(file.rows()).isEqualTo(25);
            assertThat(file.state()).isEqualTo(DayFile.State.SETTLED);
        }
    }

    /** A tenant with one busy log, just before midnight ended a Sunday. */
    private static FastForward app(int pagesOfABusyDay, int historyDays) {
        FastForward app =
                new FastForward(tenant(pagesOfABusyDay, pagesOfABusyDay), at(MONDAY, "00:00:00"), days(historyDays), 1);
        app.graph().pageSize(PAGE_SIZE);
        return app;
    }

    private static SimulatedTenant tenant(int pagesOfAWorkday, int pagesAtTheWeekend) {
        return new SimulatedTenant(
                3,
                (log, day) -> log == CallLog.DIRECT_ROUTING
                        ? rows(day.getDayOfWeek().getValue() > 5 ? pagesAtTheWeekend : pagesOfAWorkday)
                        : 7);
    }

    /** The simulator puts an empty page among those of direct routing. */
    private static int rows(int pages) {
        return (pages - 1) * PAGE_SIZE - PAGE_SIZE / 2;
    }

    private static History days(int days) {
        return new History(Optional.of(days), 0);
    }

    private static Instant at(LocalDate date, String time) {
        return Instant.parse(date + "T" + time + "Z");
    }

    private static boolean isWhole(DayStatus day) {
        return day.file().flatMap(DayFile::check).isPresent() && day.failure().isEmpty();
    }

    private static int troubleStatus(DayStatus day) {
        return day.failure().map(failure -> failure.problem().status()).orElse(0);
    }

    private static List<Event> named(FastForward app, Name name) {
        return app.events().stream().filter(event -> event.name() == name).toList();
    }

    /** What the status page would show. */
    private static void print(FastForward app, String when, LocalDate date) {
        System.out.println(when + ": "
                + app.status(date, date).stream().map(LongRunsTest::words).collect(Collectors.joining(", ")));
    }

    private static String words(DayStatus day) {
        String problem = day.failure()
                .map(failure -> " (" + failure.problem()
                        + failure.askedAgainAt()
                                .map(again -> ", asked again at " + again)
                                .orElse("") + ")")
                .orElse("");
        return day.day().log() + " " + day.state().label() + problem;
    }
}
