package io.callarchive.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.DayFailure;
import io.callarchive.Event;
import io.callarchive.Event.Name;
import io.callarchive.dayfile.DayFile;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.local.simulator.SimulatorRequest;
import io.callarchive.local.simulator.Throughput;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.status.ArchiveStatus.DayStatus;
import io.callarchive.status.DayState;
import io.callarchive.testing.FastForward;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nights, days and weeks on a clock that jumps, with Graph's real limits. What came of it is printed. */
class LongRunsTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
    private static final LocalDate SUNDAY = MONDAY.minusDays(1);
    /** Rows of a page; the limits count pages, so small ones do. */
    private static final int PAGE_SIZE = 10;

    /** What the plan knows of the busy log before: nothing, a quiet Sunday, or what all its days are like. */
    @ParameterizedTest
    @CsvSource({
        "4, 4, true, 1",
        "20, 20, true, 1",
        "20, 4, true, 1",
        "20, 4, false, 1",
        "20, 4, true, 4",
    })
    void aBackfillOfNinetyDaysKeepsToGraphsLimitsAndUsesThem(
            int pagesOfAWorkday, int pagesAtTheWeekend, boolean afterANight, int instances) {
        SimulatedTenant tenant = tenant(pagesOfAWorkday, pagesAtTheWeekend);
        try (FastForward app = new FastForward(tenant, at(MONDAY, "00:00:00"), 0, instances)) {
            app.graph().pageSize(PAGE_SIZE);
            if (afterANight) {
                app.runUntil(at(MONDAY, "12:00:00"));
            } else {
                app.skipTo(at(MONDAY, "12:00:00"));
            }
            int requestsBefore = app.graph().requests().size();
            LocalDate last = SUNDAY.minusDays(1);
            LocalDate first = last.minusDays(89);
            Plan plan = app.backfill(days(first, last), false);
            assertThat(app.status(first, last)).allMatch(day -> day.state() == DayState.IN_PROGRESS);
            app.runUntilIdle();

            List<SimulatorRequest> requests = app.graph().requests();
            Throughput figures = Throughput.of(requests.subList(requestsBefore, requests.size()));
            System.out.printf(
                    Locale.ROOT,
                    "Backfill of 90 days x 5 logs by %d instance(s), %d pages a workday, %d at the weekend, planned as %d"
                            + " requests in %d minutes: %s%n",
                    instances,
                    pagesOfAWorkday,
                    pagesAtTheWeekend,
                    plan.requests(),
                    plan.duration().toMinutes(),
                    figures);
            assertThat(app.status(first, last)).hasSize(450).allMatch(LongRunsTest::isWhole);
            assertThat(named(app, Name.DAY_FAILED)).isEmpty();
            // Several instances do not know of each other, only of Graph's 429.
            assertThat(figures.throttledPercent()).isLessThan(instances == 1 ? 5 : 10);
            assertThat(figures.pagesAMinute()).isGreaterThanOrEqualTo(instances == 1 ? 45 : 15);
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
        try (FastForward app = new FastForward(tenant, at(MONDAY, "00:00:00"), 0, 1)) {
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
                new FastForward(tenant(pagesOfABusyDay, pagesOfABusyDay), at(MONDAY, "00:00:00"), historyDays, 1);
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

    private static List<ArchiveDay> days(LocalDate first, LocalDate last) {
        return first.datesUntil(last.plusDays(1))
                .flatMap(date -> Stream.of(CallLog.values()).map(log -> new ArchiveDay(log, date)))
                .toList();
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
