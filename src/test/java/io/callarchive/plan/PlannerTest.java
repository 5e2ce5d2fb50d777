package io.callarchive.plan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.RunId;
import io.callarchive.dayfile.DayFile;
import io.callarchive.pages.ChainHash;
import io.callarchive.pages.RequestLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final RevisitAges REVISITS = new RevisitAges(List.of(2, 3, 7));

    private static final RequestLimits LIMITS = new RequestLimits(46);

    private final Planner planner = new Planner(List.of(CallLog.SMS), REVISITS, 10, LIMITS);

    @Test
    void aNewDeploymentReadsYesterdayAndThenItsHistoryOldestFirst() {
        Plan plan = planner.nightly(TODAY, Map.of());
        assertThat(dates(plan))
                .startsWith(TODAY.minusDays(1), TODAY.minusDays(10), TODAY.minusDays(9))
                .endsWith(TODAY.minusDays(2))
                .hasSize(10);
        assertThat(plan.starts()).first().extracting(PlannedRun::reason).isEqualTo(Reason.NIGHTLY);
        assertThat(plan.starts()).last().extracting(PlannedRun::reason).isEqualTo(Reason.GAP);
    }

    @Test
    void aDayIsReadAgainAtEachAgeOnce() {
        LocalDate day = TODAY.minusDays(3);
        assertThat(reasons(known(day, file(day, day.plusDays(1), 10))).get(day)).isEqualTo(Reason.REVISIT);
        assertThat(reasons(known(day, file(day, day.plusDays(2), 10))).get(day)).isEqualTo(Reason.REVISIT);
        assertThat(reasons(known(day, file(day, day.plusDays(3), 10)))).doesNotContainKey(day);
    }

    @Test
    void aRevisitThatWasMissedIsMadeUpForAndSettlesTheDay() {
        LocalDate day = TODAY.minusDays(12);
        Plan plan = planner.nightly(TODAY, known(day, file(day, day.plusDays(1), 10)));
        PlannedRun start = plan.starts().stream()
                .filter(it -> it.day().date().equals(day))
                .findFirst()
                .orElseThrow();
        assertThat(start.reason()).isEqualTo(Reason.REVISIT);
        assertThat(start.settles()).isTrue();
        assertThat(start.base()).contains(runOn(day.plusDays(1)));
    }

    @Test
    void aSettledDayIsLeftAlone() {
        LocalDate day = TODAY.minusDays(9);
        assertThat(reasons(known(day, file(day, day.plusDays(7), 10)))).doesNotContainKey(day);
    }

    @Test
    void aDayInProgressIsNotStartedAgain() {
        LocalDate day = TODAY.minusDays(5);
        Map<CallLog, LogInventory> known = Map.of(CallLog.SMS, new LogInventory(Map.of(), Set.of(day)));
        assertThat(reasons(known)).doesNotContainKey(day);
        assertThat(planner.nightly(TODAY, known).skipped())
                .containsExactly(new Plan.Skipped(new ArchiveDay(CallLog.SMS, day), "in progress"));
    }

    @Test
    void aDayThatMicrosoftHasDeletedIsNotLookedForAgain() {
        Planner patient = new Planner(List.of(CallLog.DIRECT_ROUTING, CallLog.SMS), REVISITS, 200, LIMITS);
        Plan plan = patient.nightly(TODAY, Map.of());
        assertThat(plan.starts())
                .filteredOn(start -> start.day().log() == CallLog.DIRECT_ROUTING)
                .hasSize(150);
        assertThat(plan.starts())
                .filteredOn(start -> start.day().log() == CallLog.SMS)
                .hasSize(200);
        assertThat(plan.skipped()).hasSize(50).allMatch(skip -> skip.reason().equals("no longer kept by Microsoft"));
    }

    @Test
    void aBusyLogIsReadInSeveralChainsButNeverTheAggregate() {
        LocalDate day = TODAY.minusDays(3);
        Map<LocalDate, DayFile> busy = Map.of(day, file(day, day.plusDays(1), 70_000));
        Planner both = new Planner(List.of(CallLog.PSTN, CallLog.DIALOUT), REVISITS, 0, LIMITS);
        Plan plan = both.nightly(
                TODAY,
                Map.of(
                        CallLog.PSTN,
                        new LogInventory(busy, Set.of()),
                        CallLog.DIALOUT,
                        new LogInventory(busy, Set.of())));
        assertThat(plan.starts())
                .filteredOn(start -> start.day().log() == CallLog.PSTN)
                .extracting(PlannedRun::chains)
                .containsOnly(4);
        assertThat(plan.starts())
                .filteredOn(start -> start.day().log() == CallLog.DIALOUT)
                .extracting(PlannedRun::chains)
                .containsOnly(1);
    }

    @Test
    void startsKeepUnderGraphsLimitsWhateverIsDue() {
        long seed = new Random().nextLong();
        System.out.println("Plans under the throttle: seed " + seed);
        Random random = new Random(seed);
        for (int trial = 0; trial < 200; trial++) {
            Map<CallLog, LogInventory> known =
                    Set.of(CallLog.values()).stream().collect(Collectors.toMap(log -> log, log -> someDays(random)));
            Plan plan = new Planner(List.of(CallLog.values()), REVISITS, 60, LIMITS).nightly(TODAY, known);
            for (CallLog log : CallLog.values()) {
                List<PlannedRun> starts = plan.starts().stream()
                        .filter(start -> start.day().log() == log)
                        .toList();
                for (int i = 1; i < starts.size(); i++) {
                    double pages = requireNonNull(known.get(log))
                            .expectedPages(starts.get(i - 1).day().date());
                    Duration gap = starts.get(i).delay().minus(starts.get(i - 1).delay());
                    assertThat(gap).isGreaterThanOrEqualTo(Duration.ofMillis((long) (pages * 60_000 / 50)));
                }
            }
            double minutes = plan.duration().toMillis() / 60_000.0;
            assertThat(plan.requests() / Math.max(minutes, 0.001)).isLessThan(200);
        }
    }

    @Test
    void aBackfillReadsWhatIsNotSettledAndSaysWhyItLeavesTheRest() {
        LocalDate settled = TODAY.minusDays(9);
        LocalDate provisional = TODAY.minusDays(2);
        Map<CallLog, LogInventory> known = Map.of(
                CallLog.SMS,
                new LogInventory(
                        Map.of(
                                settled, file(settled, settled.plusDays(7), 10),
                                provisional, file(provisional, provisional.plusDays(1), 10)),
                        Set.of()));
        List<ArchiveDay> days = List.of(new ArchiveDay(CallLog.SMS, provisional), new ArchiveDay(CallLog.SMS, settled));
        Plan plan = planner.backfill(days, false, TODAY, known);
        assertThat(dates(plan)).containsExactly(provisional);
        assertThat(plan.skipped()).containsExactly(new Plan.Skipped(days.get(1), "settled"));
        Plan forced = planner.backfill(days, true, TODAY, known);
        assertThat(dates(forced)).containsExactly(settled, provisional);
        assertThat(forced.starts()).allMatch(PlannedRun::force);
    }

    @Test
    void anErasedDayIsReadByForceOnly() {
        LocalDate day = TODAY.minusDays(3);
        DayFile erased = file(day.plusDays(1), 10, DayFile.State.ERASED);
        assertThat(reasons(known(day, erased))).doesNotContainKey(day);
        List<ArchiveDay> days = List.of(new ArchiveDay(CallLog.SMS, day));
        assertThat(planner.backfill(days, false, TODAY, known(day, erased)).skipped())
                .containsExactly(new Plan.Skipped(days.get(0), "erased"));
        assertThat(dates(planner.backfill(days, true, TODAY, known(day, erased))))
                .containsExactly(day);
    }

    private static LogInventory someDays(Random random) {
        Map<LocalDate, DayFile> files = TODAY.minusDays(60)
                .datesUntil(TODAY)
                .filter(day -> random.nextInt(3) == 0)
                .collect(Collectors.toMap(day -> day, day -> file(day, day.plusDays(1), random.nextInt(90_000))));
        return new LogInventory(files, Set.of());
    }

    private Map<LocalDate, Reason> reasons(Map<CallLog, LogInventory> known) {
        return planner.nightly(TODAY, known).starts().stream()
                .collect(Collectors.toMap(start -> start.day().date(), PlannedRun::reason));
    }

    private static List<LocalDate> dates(Plan plan) {
        return plan.starts().stream().map(start -> start.day().date()).toList();
    }

    private static Map<CallLog, LogInventory> known(LocalDate day, DayFile file) {
        return Map.of(CallLog.SMS, new LogInventory(Map.of(day, file), Set.of()));
    }

    private static RunId runOn(LocalDate date) {
        return new RunId(String.format(Locale.ROOT, "%012x000000", millis(date)));
    }

    private static long millis(LocalDate date) {
        return date.atTime(3, 30).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static DayFile file(LocalDate day, LocalDate readOn, long rows) {
        DayFile.State state = REVISITS.settles(day, readOn) ? DayFile.State.SETTLED : DayFile.State.PROVISIONAL;
        return file(readOn, rows, state);
    }

    private static DayFile file(LocalDate readOn, long rows, DayFile.State state) {
        RunId run = runOn(readOn);
        return new DayFile(
                run,
                Reason.NIGHTLY,
                new DayFile.Content(
                        rows,
                        rows / 1000 + 1,
                        1,
                        "00000000",
                        ChainHash.NONE.hex(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of()),
                Instant.ofEpochMilli(millis(readOn)),
                state,
                List.of(new DayFile.Reading(run, rows)),
                "test",
                Optional.empty());
    }
}
