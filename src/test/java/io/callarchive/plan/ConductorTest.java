package io.callarchive.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event;
import io.callarchive.Event.Name;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PageNote;
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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Many days at once, and what may come in between; on a clock that jumps. */
class ConductorTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
    private static final Instant NOON = Instant.parse("2026-11-16T12:00:00Z");
    private static final LocalDate LAST = MONDAY.minusDays(2);
    private static final LocalDate FIRST = LAST.minusDays(39);
    private static final int LOGS = CallLog.values().length;

    @Test
    void aBackfillIsOneOrderAndIsClosedWhenItsDaysAreArchived() {
        try (FastForward app = app(NOON)) {
            Order order = app.backfill(FIRST, LAST, false);
            assertThat(app.openOrders()).containsExactly(order);
            app.runUntil(NOON.plus(Duration.ofMinutes(1)));
            assertThat(app.status(FIRST, LAST))
                    .filteredOn(day -> day.file().isEmpty())
                    .isNotEmpty()
                    .allMatch(day -> day.state() == DayState.IN_PROGRESS);
            assertThat(app.schedule().orders())
                    .hasEntrySatisfying(
                            order.id(), progress -> assertThat(progress.days()).isEqualTo(40 * LOGS));
            app.runUntilIdle();
            everyDayIsArchivedByOneRun(app);
            everyPageIsAskedOnce(app);
            assertThat(named(app, Name.ORDER_ENDED)).hasSize(1);
            assertThat(named(app, Name.CAUGHT_UP)).hasSize(1);
            assertThat(app.longestDelay())
                    .as("nothing waits in the queue for its turn")
                    .isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void whoPressesTwiceGetsOneReadingOfEachDay() {
        try (FastForward app = app(NOON)) {
            app.backfill(FIRST, LAST, true);
            app.runUntil(NOON.plus(Duration.ofSeconds(30)));
            app.backfill(FIRST, LAST, true);
            app.runUntilIdle();
            everyDayIsArchivedByOneRun(app);
            everyPageIsAskedOnce(app);
        }
    }

    @Test
    void anOrderThatIsTakenBackBeginsNoMore() {
        try (FastForward app = app(NOON)) {
            Order order = app.backfill(FIRST, LAST, false);
            app.runUntil(NOON.plus(Duration.ofMinutes(1)));
            int begun = named(app, Name.RUN_STARTED).size();
            assertThat(app.cancel(order)).isTrue();
            assertThat(app.cancel(order)).isFalse();
            app.runUntilIdle();
            assertThat(app.openOrders()).isEmpty();
            assertThat(named(app, Name.RUN_STARTED).size() - begun)
                    .isLessThanOrEqualTo(PlannerTest.LIMITS.chainsOfAll());
            assertThat(app.status(FIRST, LAST))
                    .allMatch(day -> day.file().isPresent() || day.state() == DayState.MISSING);
        }
    }

    @Test
    void signalsThatComeTwiceGrantNothingTwice() {
        try (FastForward app = app(NOON)) {
            app.signalTwice();
            app.backfill(FIRST, LAST, false);
            app.runUntilIdle();
            everyDayIsArchivedByOneRun(app);
            everyPageIsAskedOnce(app);
            assertThat(throughput(app).throttledPercent()).isLessThan(2);
        }
    }

    @Test
    void aSendThatFailsCostsOneDaySomeMinutesAndNoOtherDayAnything() {
        try (FastForward app = app(NOON)) {
            app.refuseASendAfter(23);
            app.backfill(FIRST, LAST, false);
            app.runUntilIdle();
            everyDayIsArchivedByOneRun(app);
            everyPageIsAskedOnce(app);
        }
    }

    @Test
    void aLakeThatIsAwayIsWaitedFor() {
        try (FastForward app = app(NOON)) {
            app.backfill(FIRST, LAST, false);
            app.lakeIsAway(NOON.plusSeconds(30), NOON.plus(Duration.ofMinutes(64)));
            app.runUntilIdle();
            everyDayIsArchivedByOneRun(app);
            assertThat(named(app, Name.DAY_FAILED)).as("no dead letter either").isEmpty();
        }
    }

    @Test
    void emptiedQueuesAreNoticedByTheNextNight() {
        try (FastForward app = app(NOON)) {
            app.backfill(FIRST, LAST, false);
            app.runUntil(NOON.plus(Duration.ofMinutes(1)));
            app.emptyQueues();
            app.runUntil(NOON.plus(Duration.ofDays(1)));
            assertThat(app.status(FIRST, LAST)).allMatch(ConductorTest::isWhole);
            assertThat(named(app, Name.RUN_LOST)).hasSizeBetween(1, PlannerTest.LIMITS.chainsOfAll());
            assertThat(app.openOrders()).isEmpty();
        }
    }

    @Test
    void messagesThatNobodyWorksOnDoNotBecomeMore() {
        try (FastForward app = app(NOON)) {
            app.holdPages(true);
            app.backfill(FIRST, LAST, false);
            app.runUntil(NOON.plus(Duration.ofDays(4)));
            assertThat(app.pagesQueued()).isEqualTo(PlannerTest.LIMITS.chainsOfAll());
            app.holdPages(false);
            app.runUntil(NOON.plus(Duration.ofDays(4)).plus(Duration.ofHours(6)));
            everyDayIsArchived(app);
            assertThat(named(app, Name.RUN_LOST)).isEmpty();
        }
    }

    @Test
    void anAppThatIsStoppedForThreeWeeksGoesOnWhereItWas() {
        try (FastForward app = app(NOON)) {
            app.backfill(FIRST, LAST, false);
            app.runUntil(NOON.plus(Duration.ofMinutes(1)));
            app.emptyQueues();
            app.skipTo(NOON.plus(Duration.ofDays(21)));
            assertThat(app.status(FIRST, LAST)).noneMatch(day -> day.state() == DayState.IN_PROGRESS);
            app.runUntil(NOON.plus(Duration.ofDays(22)));
            assertThat(app.status(FIRST, LAST)).allMatch(ConductorTest::isWhole);
        }
    }

    @Test
    void aLostScheduleCostsNoDay() {
        try (FastForward app = app(NOON)) {
            app.backfill(FIRST, LAST, false);
            app.runUntil(NOON.plus(Duration.ofMinutes(1)));
            app.loseTheSchedule();
            app.runUntil(NOON.plus(Duration.ofDays(1)));
            assertThat(app.status(FIRST, LAST)).allMatch(ConductorTest::isWhole);
            assertThat(app.openOrders()).isEmpty();
        }
    }

    @Test
    void theNightsYesterdayDoesNotStandBehindDaysThatWaitForHours() {
        try (FastForward app = app(NOON)) {
            app.graph()
                    .answer(request -> request.from()
                                    .filter(from -> from.isBefore(Instant.parse("2026-11-10T00:00:00Z")))
                                    .isPresent()
                            ? Optional.of(SimulatorAnswer.of(503, "text/html", "<h1>Unavailable</h1>"))
                            : Optional.empty());
            app.backfill(FIRST, LAST, false);
            app.runUntil(Instant.parse("2026-11-17T04:00:00Z"));
            assertThat(app.status(MONDAY, MONDAY)).hasSize(LOGS).allMatch(ConductorTest::isWhole);
        }
    }

    @Test
    void aDayThatFailsIsNotAskedAgainTheSameNight() {
        try (FastForward app = app(NOON)) {
            app.identity().grant(Set.of());
            app.backfill(FIRST, LAST, false);
            app.runUntilIdle();
            assertThat(named(app, Name.DAY_FAILED)).hasSize(40 * LOGS);
            assertThat(app.openOrders()).isEmpty();
            assertThat(app.status(FIRST, LAST)).allMatch(day -> day.state() == DayState.FAILED);
        }
    }

    @Test
    void aBackfillFiveMinutesBeforeMidnightSettlesWhatItReadsAfterIt() {
        Instant late = Instant.parse("2026-11-16T23:55:00Z");
        LocalDate seventh = MONDAY.plusDays(1).minusDays(7);
        try (FastForward app = app(late)) {
            app.backfill(FIRST, LAST, false);
            app.runUntil(late.plus(Duration.ofHours(2)));
            assertThat(app.status(seventh, LAST)).allMatch(ConductorTest::isWhole);
            app.runUntil(Instant.parse("2026-11-25T12:00:00Z"));
            assertThat(app.status(FIRST, LAST))
                    .allMatch(day -> day.file()
                            .filter(file -> file.state() == DayFile.State.SETTLED)
                            .isPresent());
        }
    }

    @Test
    void anEmptyAnswerAboutADayThatMicrosoftMayHaveDeletedMakesNoFile() {
        LocalDate oldest = MONDAY.minusDays(119);
        SimulatedTenant tenant = new SimulatedTenant(3, (log, day) -> day.isBefore(MONDAY.minusDays(60)) ? 0 : 7);
        try (FastForward app = new FastForward(tenant, NOON, new History(Optional.of(120), 0), 1)) {
            app.runUntil(NOON.plus(Duration.ofDays(1)));
            List<DayStatus> sms = app.status(oldest, MONDAY).stream()
                    .filter(day -> day.day().log() == CallLog.SMS)
                    .toList();
            assertThat(sms.stream().filter(day -> day.day().date().isBefore(MONDAY.minusDays(60))))
                    .as("nothing was handed out, at an age at which that proves nothing")
                    .allMatch(day -> day.state() == DayState.GONE);
            assertThat(sms.stream().filter(day -> !day.day().date().isBefore(MONDAY.minusDays(60))))
                    .allMatch(ConductorTest::isWhole);
            assertThat(sms.stream()
                            .filter(day -> day.file()
                                    .filter(file -> file.notes().contains(PageNote.READ_LATE))
                                    .isPresent()))
                    .as("the first days of which there were rows")
                    .isNotEmpty()
                    .hasSizeLessThan(9);
            int requests = app.graph().requests().size();
            app.runUntil(NOON.plus(Duration.ofDays(2)));
            assertThat(app.graph().requests().size() - requests)
                    .as("asked for once")
                    .isLessThan(30);
            assertThat(app.status(oldest, MONDAY).stream()
                            .filter(day -> day.day().log() == CallLog.PSTN))
                    .as("the period of PSTN calls is known, so an empty day of that age is one")
                    .allMatch(ConductorTest::isWhole);
        }
    }

    @Test
    void anOrderByForceOfDaysThatAreGoneAsksOnceAndIsClosed() {
        LocalDate old = MONDAY.minusDays(500);
        try (FastForward app =
                new FastForward(new SimulatedTenant(3, (log, day) -> 0), NOON, new History(Optional.of(2), 0), 1)) {
            app.backfill(old, old, true);
            app.runUntil(NOON.plus(Duration.ofHours(6)));
            assertThat(app.openOrders()).isEmpty();
            assertThat(named(app, Name.DAY_GONE)).isNotEmpty().hasSizeLessThanOrEqualTo(LOGS);
            app.backfill(old, old, true);
            int asked = app.graph().requests().size();
            app.runUntil(NOON.plus(Duration.ofHours(12)));
            assertThat(app.openOrders()).isEmpty();
            assertThat(app.graph().requests().size() - asked)
                    .as("another order asks again")
                    .isEqualTo(LOGS);
        }
    }

    @Test
    void whatTheLakeDeletesByItselfStaysDeleted() {
        try (FastForward app = new FastForward(tenant(), NOON, new History(Optional.empty(), 30), 1)) {
            app.runUntil(NOON.plus(Duration.ofDays(1)));
            LocalDate today = MONDAY.plusDays(1);
            assertThat(app.status(today.minusDays(29), today.minusDays(1))).allMatch(ConductorTest::isWhole);
            assertThat(app.status(today.minusDays(60), today.minusDays(30)))
                    .allMatch(day -> day.state() == DayState.EXPIRED);
        }
    }

    @Test
    void theNightAsksAgainForAFileThatWasNeverReadBack() {
        try (FastForward app = app(NOON)) {
            app.loseChecks(true);
            app.backfill(FIRST, LAST, false);
            app.runUntilIdle();
            assertThat(app.status(FIRST, LAST))
                    .allMatch(day -> day.file().isPresent())
                    .noneMatch(ConductorTest::isWhole);
            app.loseChecks(false);
            app.runUntil(NOON.plus(Duration.ofDays(1)));
            assertThat(app.status(FIRST, LAST))
                    .as("also far outside of the history")
                    .allMatch(ConductorTest::isWhole);
        }
    }

    private static void everyDayIsArchived(FastForward app) {
        assertThat(app.status(FIRST, LAST)).hasSize(40 * LOGS).allMatch(ConductorTest::isWhole);
        assertThat(app.openOrders()).isEmpty();
    }

    private static void everyDayIsArchivedByOneRun(FastForward app) {
        everyDayIsArchived(app);
        assertThat(named(app, Name.RUN_STARTED)).hasSize(40 * LOGS);
    }

    private static void everyPageIsAskedOnce(FastForward app) {
        assertThat(app.graph().requests().stream()
                        .filter(request -> request.status() == 200)
                        .collect(Collectors.groupingBy(
                                request -> new ArchiveDay(request.log().orElseThrow(), date(request)),
                                Collectors.counting())))
                .as("pages of days of one page, each read once")
                .allSatisfy((day, requests) ->
                        assertThat(requests).isLessThanOrEqualTo(day.log() == CallLog.DIRECT_ROUTING ? 2 : 1));
    }

    private static LocalDate date(SimulatorRequest request) {
        return request.from().orElseThrow().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static Throughput throughput(FastForward app) {
        return Throughput.of(app.graph().requests());
    }

    private static FastForward app(Instant start) {
        return new FastForward(tenant(), start, new History(Optional.of(0), 0), 2);
    }

    private static SimulatedTenant tenant() {
        return new SimulatedTenant(3, (log, day) -> 7);
    }

    private static boolean isWhole(DayStatus day) {
        return day.file().flatMap(DayFile::check).isPresent() && day.failure().isEmpty();
    }

    private static List<Event> named(FastForward app, Name name) {
        return app.events().stream().filter(event -> event.name() == name).toList();
    }
}
