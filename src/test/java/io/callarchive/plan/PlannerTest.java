package io.callarchive.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.DayFile;
import io.callarchive.pages.ChainHash;
import io.callarchive.pages.RequestLimits;
import io.callarchive.retention.DocumentedPeriods;
import io.callarchive.retention.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final RevisitAges REVISITS = new RevisitAges(List.of(2, 3, 7));

    static final RequestLimits LIMITS = new RequestLimits(46);

    private static final Retention GERMANY = new Retention(DocumentedPeriods.of(List.of("DE")));
    private static final Night NIGHT = new Night(TODAY, at(TODAY));
    private static final Past NOTHING = Past.NOTHING;
    private static final Upkeep NEVER = new Upkeep(0, 0);

    private final Planner planner = planner(10, CallLog.SMS);

    @Test
    void aNewDeploymentReadsYesterdayAndThenItsHistoryOldestFirst() {
        Agenda agenda = nightly(planner, Map.of(), NOTHING);
        assertThat(dates(agenda))
                .startsWith(TODAY.minusDays(1), TODAY.minusDays(10), TODAY.minusDays(9))
                .endsWith(TODAY.minusDays(2))
                .hasSize(10);
        assertThat(agenda.wishes()).first().extracting(Wish::reason).isEqualTo(Reason.NIGHTLY);
        assertThat(agenda.wishes()).last().extracting(Wish::reason).isEqualTo(Reason.GAP);
    }

    @Test
    void allOfTheHistoryIsWhatMicrosoftMayStillHave() {
        Planner all = new Planner(
                List.of(CallLog.values()), REVISITS, new History(Optional.empty(), 0), NEVER, GERMANY, LIMITS);
        assertThat(coming(all, Map.of()).stream()
                        .collect(Collectors.groupingBy(ArchiveDay::log, Collectors.counting())))
                .isEqualTo(Map.of(
                        CallLog.DIRECT_ROUTING, 150L,
                        CallLog.PSTN, 365L,
                        CallLog.SMS, 365L,
                        CallLog.BLOCKED_USERS, 365L,
                        CallLog.DIALOUT, 365L));
        Planner anywhere = new Planner(
                List.of(CallLog.PSTN),
                REVISITS,
                new History(Optional.empty(), 0),
                NEVER,
                new Retention(DocumentedPeriods.of(List.of())),
                LIMITS);
        assertThat(coming(anywhere, Map.of())).hasSize(720);
    }

    @Test
    void aDayThatMicrosoftMayHaveBegunToDeleteIsReadLate() {
        Planner british = new Planner(
                List.of(CallLog.PSTN),
                REVISITS,
                new History(Optional.empty(), 0),
                NEVER,
                new Retention(DocumentedPeriods.of(List.of("GB", "NO"))),
                LIMITS);
        Agenda agenda = british.next(
                Optional.empty(), List.of(pstn(TODAY.minusDays(451), TODAY.minusDays(1))), TODAY, Map.of(), NOTHING);
        assertThat(agenda.wishes())
                .first()
                .isEqualTo(new Wish(
                        new ArchiveDay(CallLog.PSTN, TODAY.minusDays(450)),
                        Reason.BACKFILL,
                        false,
                        true,
                        at(TODAY),
                        1));
        Agenda young = british.next(
                Optional.empty(), List.of(pstn(TODAY.minusDays(151), TODAY.minusDays(150))), TODAY, Map.of(), NOTHING);
        assertThat(young.wishes()).extracting(Wish::late).containsExactly(true, false);
    }

    @Test
    void whereNoPeriodIsKnownWhatWasHandedOutTellsIt() {
        Agenda unknown = planner.next(
                Optional.empty(),
                List.of(order(TODAY.minusDays(29), TODAY.minusDays(28), false)),
                TODAY,
                Map.of(),
                NOTHING);
        assertThat(unknown.wishes()).extracting(Wish::late).containsExactly(true, false);
        Map<CallLog, LogInventory> seen = known(TODAY.minusDays(100), file(TODAY, 10, DayFile.State.SETTLED));
        Agenda known = planner.next(
                Optional.empty(),
                List.of(order(TODAY.minusDays(102), TODAY.minusDays(99), false)),
                TODAY,
                seen,
                NOTHING);
        assertThat(known.wishes()).extracting(Wish::late).containsExactly(true, true, false);
    }

    @Test
    void aDayOfWhichGraphHadNothingIsNotAskedForEachNight() {
        LocalDate day = TODAY.minusDays(8);
        Past past = new Past(Set.of(), Map.of(), Set.of(sms(day)));
        assertThat(dates(nightly(planner, Map.of(), past))).doesNotContain(day).hasSize(9);
        assertThat(planner.estimate(order(day, day, false), TODAY, Map.of(), past)
                        .skipped())
                .containsExactly(new Estimate.Skipped(sms(day), "no longer kept by Microsoft"));
        assertThat(planner.estimate(order(day, day, true), TODAY, Map.of(), past)
                        .days())
                .hasSize(1);
    }

    @Test
    void aDayThatTheLakeDeletesByItselfIsNotFilledAgain() {
        Planner forgetful =
                new Planner(List.of(CallLog.SMS), REVISITS, new History(Optional.empty(), 90), NEVER, GERMANY, LIMITS);
        Set<ArchiveDay> coming = coming(forgetful, Map.of());
        assertThat(coming).hasSize(89);
        Order older = order(TODAY.minusDays(90), TODAY.minusDays(89), false);
        Estimate estimate = forgetful.estimate(older, TODAY, Map.of(), NOTHING);
        assertThat(estimate.days()).containsExactly(sms(TODAY.minusDays(89)));
        assertThat(estimate.skipped())
                .containsExactly(new Estimate.Skipped(sms(TODAY.minusDays(90)), "older than files are kept"));
        Order forced = order(TODAY.minusDays(90), TODAY.minusDays(90), true);
        assertThat(forgetful.estimate(forced, TODAY, Map.of(), NOTHING).days()).hasSize(1);
    }

    @Test
    void aDayIsReadAgainAtEachAgeOnce() {
        LocalDate day = TODAY.minusDays(3);
        assertThat(reasons(known(day, file(day, day.plusDays(1), 10)))).containsEntry(day, Reason.REVISIT);
        assertThat(reasons(known(day, file(day, day.plusDays(2), 10)))).containsEntry(day, Reason.REVISIT);
        assertThat(reasons(known(day, file(day, day.plusDays(3), 10)))).doesNotContainKey(day);
    }

    @Test
    void aRevisitThatWasMissedIsMadeUpForHoweverOldTheDayIs() {
        LocalDate day = TODAY.minusDays(112);
        assertThat(reasons(known(day, file(day, day.plusDays(1), 10)))).containsEntry(day, Reason.REVISIT);
    }

    @Test
    void aFileThatAnOlderReleaseLeftProvisionalAtItsLastAgeIsSettledAfterAll() {
        LocalDate day = TODAY.minusDays(12);
        DayFile stuck = file(day.plusDays(7), 10, DayFile.State.PROVISIONAL);
        assertThat(reasons(known(day, stuck))).containsEntry(day, Reason.REVISIT);
        assertThat(planner.settles(day, TODAY)).isTrue();
    }

    @Test
    void aSettledDayIsLeftAlone() {
        LocalDate day = TODAY.minusDays(9);
        assertThat(reasons(known(day, file(day, day.plusDays(7), 10)))).doesNotContainKey(day);
    }

    @Test
    void aFileThatRepeatsRowsIsReadAfreshOnceAlsoIfItIsSettled() {
        LocalDate day = TODAY.minusDays(9);
        DayFile settled = file(day, day.plusDays(7), 10);
        DayFile.Check repeats = new DayFile.Check(at(day.plusDays(7)).plusSeconds(60), 3, Optional.of(0L), 0, Set.of());
        assertThat(reasons(known(day, settled.checkedWith(repeats)))).containsEntry(day, Reason.RECHECK);
        Run later =
                new Run(runOn(day.plusDays(8)), 0, Reason.RECHECK, 1, true, Optional.empty(), false, Optional.empty());
        DayFile confirmed = settled.checkedWith(repeats).confirmedBy(later, new DayFile.Reading(later.id(), 10));
        assertThat(reasons(known(day, confirmed))).doesNotContainKey(day);
        DayFile.Check clean = new DayFile.Check(at(day.plusDays(7)).plusSeconds(60), 0, Optional.of(4L), 0, Set.of());
        assertThat(reasons(known(day, settled.checkedWith(clean)))).doesNotContainKey(day);
    }

    @Test
    void aDamagedFileIsReadAfreshOnceAsLongAsMicrosoftHasTheDay() {
        Planner pstn = planner(10, CallLog.PSTN);
        LocalDate day = TODAY.minusDays(200);
        DayFile damaged = file(day, day.plusDays(7), 10).checkedWith(damage(day.plusDays(100)));
        assertThat(onlyWish(pstn, CallLog.PSTN, day, damaged)).contains(Reason.REPAIR);
        Run later =
                new Run(runOn(day.plusDays(101)), 0, Reason.REPAIR, 1, true, Optional.empty(), false, Optional.empty());
        DayFile tried = damaged.confirmedBy(later, new DayFile.Reading(later.id(), 9));
        assertThat(onlyWish(pstn, CallLog.PSTN, day, tried)).isEmpty();
        assertThat(onlyWish(pstn, CallLog.PSTN, day, tried.checkedWith(damage(day.plusDays(190)))))
                .as("still damaged when its turn comes again")
                .contains(Reason.REPAIR);
        LocalDate old = TODAY.minusDays(366);
        assertThat(onlyWish(
                        pstn, CallLog.PSTN, old, file(old, old.plusDays(7), 10).checkedWith(damage(TODAY))))
                .isEmpty();
        DayFile erased = file(day.plusDays(7), 10, DayFile.State.ERASED).checkedWith(damage(TODAY));
        assertThat(onlyWish(pstn, CallLog.PSTN, day, erased)).isEmpty();
    }

    @Test
    void aSettledDayIsCountedAgainOnceAQuarterAsLongAsMicrosoftSurelyHasIt() {
        Planner planner = new Planner(
                List.of(CallLog.PSTN), REVISITS, new History(Optional.of(10), 0), new Upkeep(0, 91), GERMANY, LIMITS);
        LocalDate day = TODAY.minusDays(98);
        assertThat(onlyWish(planner, CallLog.PSTN, day, file(day, day.plusDays(7), 10)))
                .contains(Reason.RECOUNT);
        assertThat(onlyWish(planner, CallLog.PSTN, day, file(day, day.plusDays(8), 10)))
                .isEmpty();
        LocalDate old = TODAY.minusDays(366);
        assertThat(onlyWish(planner, CallLog.PSTN, old, file(old, old.plusDays(7), 10)))
                .isEmpty();
        Agenda both = planner.next(
                Optional.of(NIGHT),
                List.of(pstn(TODAY.minusDays(20), TODAY.minusDays(20))),
                TODAY,
                Map.of(CallLog.PSTN, new LogInventory(Map.of(day, file(day, day.plusDays(7), 10)))),
                NOTHING);
        assertThat(both.wishes()).last().extracting(Wish::reason).isEqualTo(Reason.RECOUNT);
    }

    @Test
    void eachNightAShareOfTheFinalFilesHasItsTurn() {
        Map<LocalDate, DayFile> files = new HashMap<>();
        for (int age = 1; age <= 200; age++) {
            LocalDate day = TODAY.minusDays(age);
            DayFile file = file(day, age < 8 ? day.plusDays(1) : day.plusDays(7), 10);
            files.put(day, file.checkedWith(new DayFile.Check(at(day.plusDays(8)), 0, Optional.of(0L), 0, Set.of())));
        }
        LogInventory of = new LogInventory(files);
        assertThat(of.inTurn(0)).isEmpty();
        assertThat(of.inTurn(90).keySet())
                .as("of 193 final files, those that were read back the longest ago")
                .containsExactly(TODAY.minusDays(200), TODAY.minusDays(199), TODAY.minusDays(198));
        assertThat(new LogInventory(Map.of()).inTurn(90)).isEmpty();
    }

    private static DayFile.Check damage(LocalDate on) {
        return new DayFile.Check(
                at(on), 0, Optional.empty(), 0, Set.of(), Optional.of("not a whole gzip"), Optional.empty());
    }

    /** Why a day that has this file is read, yesterday and what is missing of the history left out. */
    private static Optional<Reason> onlyWish(Planner planner, CallLog log, LocalDate day, DayFile file) {
        return nightly(planner, Map.of(log, new LogInventory(Map.of(day, file))), NOTHING).wishes().stream()
                .filter(wish -> wish.day().date().equals(day))
                .map(Wish::reason)
                .findAny();
    }

    @Test
    void aFileOfThisNightThatRepeatsRowsIsReadAfreshInThisNight() {
        LocalDate day = TODAY.minusDays(1);
        Instant checked = NIGHT.begunAt().plusSeconds(60);
        DayFile.Check repeats = new DayFile.Check(checked, 1, Optional.of(0L), 0, Set.of());
        Map<CallLog, LogInventory> known =
                known(day, file(TODAY, 10, DayFile.State.PROVISIONAL).checkedWith(repeats));
        assertThat(reasons(known)).containsEntry(day, Reason.RECHECK);
        Past failed = new Past(Set.of(), Map.of(sms(day), checked.plusSeconds(1)), Set.of());
        assertThat(dates(nightly(planner, known, failed))).doesNotContain(day);
    }

    @Test
    void aDayOnItsWayIsNotBegunAgain() {
        LocalDate day = TODAY.minusDays(5);
        Past past = new Past(Set.of(sms(day)), Map.of(), Set.of());
        assertThat(dates(nightly(planner, Map.of(), past))).doesNotContain(day).hasSize(9);
        Order order = order(day, day, true);
        assertThat(planner.next(Optional.empty(), List.of(order), TODAY, Map.of(), past))
                .isEqualTo(new Agenda(
                        List.of(), Set.of(), Map.of(order.id(), new Agenda.Left(1, Duration.ofMillis(6522)))));
        assertThat(planner.estimate(order, TODAY, Map.of(), past).skipped())
                .containsExactly(new Estimate.Skipped(sms(day), "in progress"));
    }

    @Test
    void aDayThatFailedTonightWaitsForTheNextNightAndThenForTheOthers() {
        LocalDate day = TODAY.minusDays(8);
        Past tonight = new Past(Set.of(), Map.of(sms(day), NIGHT.begunAt().plusSeconds(1)), Set.of());
        assertThat(dates(nightly(planner, Map.of(), tonight)))
                .doesNotContain(day)
                .hasSize(9);
        Past before = new Past(Set.of(), Map.of(sms(day), NIGHT.begunAt().minusSeconds(1)), Set.of());
        assertThat(dates(nightly(planner, Map.of(), before))).endsWith(day).hasSize(10);
    }

    @Test
    void aDayThatMicrosoftHasDeletedIsNotLookedFor() {
        Map<CallLog, Long> days = coming(planner(200, CallLog.DIRECT_ROUTING, CallLog.SMS), Map.of()).stream()
                .collect(Collectors.groupingBy(ArchiveDay::log, Collectors.counting()));
        assertThat(days).isEqualTo(Map.of(CallLog.DIRECT_ROUTING, 150L, CallLog.SMS, 200L));
    }

    @Test
    void noMoreThanAMinutesWorkIsLookedAheadAndItIsSaidThatThereIsMore() {
        Agenda agenda = nightly(planner(140, CallLog.PSTN, CallLog.DIRECT_ROUTING), Map.of(), NOTHING);
        assertThat(agenda.wishes()).hasSize(100);
        assertThat(agenda.more()).containsExactlyInAnyOrder(CallLog.PSTN, CallLog.DIRECT_ROUTING);
    }

    @Test
    void aBusyLogIsReadInSeveralChainsButNeverTheAggregate() {
        LocalDate day = TODAY.minusDays(3);
        LogInventory busy = new LogInventory(Map.of(day, file(day, day.plusDays(1), 70_000)));
        Agenda agenda = nightly(
                planner(0, CallLog.PSTN, CallLog.DIALOUT), Map.of(CallLog.PSTN, busy, CallLog.DIALOUT, busy), NOTHING);
        assertThat(agenda.wishes())
                .filteredOn(wish -> wish.day().log() == CallLog.PSTN)
                .extracting(Wish::chains)
                .containsOnly(4);
        assertThat(agenda.wishes())
                .filteredOn(wish -> wish.day().log() == CallLog.DIALOUT)
                .extracting(Wish::chains)
                .containsOnly(1);
    }

    @Test
    void anOrderReadsWhatIsNotSettledAndSaysWhyItLeavesTheRest() {
        LocalDate settled = TODAY.minusDays(9);
        LocalDate provisional = TODAY.minusDays(2);
        Map<CallLog, LogInventory> known = Map.of(
                CallLog.SMS,
                new LogInventory(Map.of(
                        settled, file(settled, settled.plusDays(7), 10),
                        provisional, file(provisional, provisional.plusDays(1), 10))));
        Estimate estimate = planner.estimate(order(settled, provisional, false), TODAY, known, NOTHING);
        assertThat(estimate.days()).hasSize(7).doesNotContain(sms(settled)).contains(sms(provisional));
        assertThat(estimate.skipped()).containsExactly(new Estimate.Skipped(sms(settled), "settled"));
        assertThat(estimate.requests()).isEqualTo(7);
        assertThat(estimate.duration())
                .isEqualTo(LIMITS.betweenRequestsOfALog().multipliedBy(7).truncatedTo(ChronoUnit.MILLIS));
        Order forced = order(settled, provisional, true);
        Agenda agenda = planner.next(Optional.empty(), List.of(forced), TODAY, known, NOTHING);
        assertThat(dates(agenda)).hasSize(8).startsWith(settled);
        assertThat(agenda.wishes()).allMatch(Wish::force);
    }

    @Test
    void anOrderIsFulfilledByEachReadingThatBeganAfterIt() {
        LocalDate day = TODAY.minusDays(2);
        Order order = new Order(at(TODAY), day, day, Set.of(CallLog.SMS), true);
        assertThat(left(order, known(day, file(day, TODAY, 10)), NOTHING)).isZero();
        assertThat(left(order, known(day, file(day, TODAY.minusDays(1), 10)), NOTHING))
                .isOne();
        assertThat(left(order, Map.of(), new Past(Set.of(), Map.of(sms(day), at(TODAY)), Set.of())))
                .isZero();
        assertThat(left(
                        order,
                        Map.of(),
                        new Past(Set.of(), Map.of(sms(day), at(TODAY).minusMillis(1)), Set.of())))
                .isOne();
    }

    @Test
    void theNightComesBeforeWhatIsOrdered() {
        Order order = order(TODAY.minusDays(28), TODAY.minusDays(1), false);
        Agenda agenda = planner.next(Optional.of(NIGHT), List.of(order), TODAY, Map.of(), NOTHING);
        assertThat(agenda.wishes().stream().limit(10)).allMatch(wish -> wish.reason() != Reason.BACKFILL);
        assertThat(agenda.wishes().stream().skip(10)).hasSize(18).allMatch(wish -> wish.reason() == Reason.BACKFILL);
    }

    @Test
    void anErasedDayIsReadByForceOnly() {
        LocalDate day = TODAY.minusDays(3);
        DayFile erased = file(day.plusDays(1), 10, DayFile.State.ERASED);
        assertThat(reasons(known(day, erased))).doesNotContainKey(day);
        assertThat(planner.estimate(order(day, day, false), TODAY, known(day, erased), NOTHING)
                        .skipped())
                .containsExactly(new Estimate.Skipped(sms(day), "erased"));
        assertThat(planner.estimate(order(day, day, true), TODAY, known(day, erased), NOTHING)
                        .days())
                .containsExactly(sms(day));
    }

    private static Planner planner(int historyDays, CallLog... logs) {
        return new Planner(List.of(logs), REVISITS, new History(Optional.of(historyDays), 0), NEVER, GERMANY, LIMITS);
    }

    private static Agenda nightly(Planner planner, Map<CallLog, LogInventory> known, Past past) {
        return planner.next(Optional.of(NIGHT), List.of(), TODAY, known, past);
    }

    private static Set<ArchiveDay> coming(Planner planner, Map<CallLog, LogInventory> known) {
        Schedule schedule = new Schedule(
                Optional.of(NIGHT),
                List.of(),
                List.of(),
                Instant.EPOCH,
                Set.of(),
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                Set.of(),
                Map.of());
        return planner.coming(schedule, List.of(), TODAY, known);
    }

    private int left(Order order, Map<CallLog, LogInventory> known, Past past) {
        return planner.next(Optional.empty(), List.of(order), TODAY, known, past).left().values().stream()
                .mapToInt(Agenda.Left::days)
                .sum();
    }

    private Map<LocalDate, Reason> reasons(Map<CallLog, LogInventory> known) {
        return nightly(planner, known, NOTHING).wishes().stream()
                .collect(Collectors.toMap(wish -> wish.day().date(), Wish::reason));
    }

    private static Order order(LocalDate from, LocalDate to, boolean force) {
        return new Order(at(TODAY), from, to, Set.of(CallLog.SMS), force);
    }

    private static Order pstn(LocalDate from, LocalDate to) {
        return new Order(at(TODAY), from, to, Set.of(CallLog.PSTN), false);
    }

    private static ArchiveDay sms(LocalDate date) {
        return new ArchiveDay(CallLog.SMS, date);
    }

    private static List<LocalDate> dates(Agenda agenda) {
        return agenda.wishes().stream().map(wish -> wish.day().date()).toList();
    }

    private static Map<CallLog, LogInventory> known(LocalDate day, DayFile file) {
        return Map.of(CallLog.SMS, new LogInventory(Map.of(day, file)));
    }

    private static Instant at(LocalDate date) {
        return Instant.ofEpochMilli(millis(date));
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
