package io.callarchive.dayfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.DayFile.Reading;
import io.callarchive.dayfile.DayFile.State;
import io.callarchive.dayfile.ReplacementRule.Decision;
import io.callarchive.dayfile.ReplacementRule.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which reading becomes a day's file: the file has 10 rows in all of it. */
class ReplacementRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:31:00Z");
    private static final RunId WRITER = at(NOW.minusSeconds(7200));
    private static final RunId BETWEEN = at(NOW.minusSeconds(3600));
    private static final RunId LATER = at(NOW.minusSeconds(60));
    private static final RunId OF_A_WRONG_CLOCK = at(NOW.plusSeconds(86_400));

    @ParameterizedTest(name = "{0}{1} over a file that is {2}: {3}")
    @CsvSource({
        // reason,  force, state,       decision
        "revisit,  false, provisional, compare",
        "revisit,  false, settled,     compare",
        "revisit,  false, erased,      superseded",
        "recheck,  false, provisional, compare",
        "recheck,  false, erased,      superseded",
        "backfill, true,  settled,     compare",
        "backfill, true,  erased,      compare",
    })
    void anotherReadingIsComparedUnlessTheDayIsClosed(String reason, boolean force, String state, String decision) {
        DayFile file = file(WRITER, List.of(new Reading(WRITER, 10)), 0, state);

        for (long found : new long[] {0, 9, 10, 11}) {
            assertThat(word(ReplacementRule.decide(file, run(LATER, reason, force), "other", found, false, NOW)))
                    .isEqualTo(decision);
        }
    }

    /** Rows that repeat count as lines, but only once in what the two have in common. */
    @ParameterizedTest(name = "{0}: {1} lines over {2}, {3} in common, {4} only read now, {5} only in the file: {6}")
    @CsvSource({
        // log,            read, file, common, added, vanished, outcome
        "sms,                12,   10,     10,     2,        0, REPLACE",
        "sms,                10,   10,      9,     1,        1, UNITE",
        "sms,                 9,   10,      9,     0,        1, KEEP",
        "sms,                20,   10,      9,     0,        1, KEEP",
        "sms,                 7,    8,      5,     2,        0, REPLACE",
        "sms,                 5,    8,      3,     2,        2, UNITE",
        "sms,                 1,    5,      0,     1,        5, UNITE",
        "sms,                 0,    5,      0,     0,        5, KEEP",
        "sms,                 3,    0,      0,     3,        0, REPLACE",
        "sms,                 7,   10,      7,     0,        0, REPLACE",
        "sms,                10,    7,      7,     0,        0, KEEP",
        "sms,                10,   10,     10,     0,        0, KEEP",
        "blocked-users,      10,   10,      9,     1,        1, UNITE",
        "dialout,            10,   10,      9,     1,        1, REPLACE",
        "dialout,            11,   10,      9,     2,        1, REPLACE",
        "dialout,             9,   10,      9,     0,        1, KEEP",
        "dialout,             9,   10,      8,     1,        2, KEEP",
    })
    void noRowIsLost(String log, long read, long inFile, long common, long added, long vanished, Outcome outcome) {
        assertThat(ReplacementRule.decide(
                        CallLog.ofLabel(log).orElseThrow(),
                        content(inFile, Set.of()),
                        content(read, Set.of()),
                        new ReplacementRule.Difference(common, added, vanished)))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"revisit,false", "backfill,true", "recheck,false"})
    void equalReadingIsOnlyNoted(String reason, boolean force) {
        DayFile file = file(WRITER, List.of(new Reading(WRITER, 10)), 3, "provisional");

        assertThat(ReplacementRule.decide(file, run(LATER, reason, force), "digest", 10, false, NOW))
                .isEqualTo(new Decision.Confirm());
    }

    @ParameterizedTest
    @CsvSource({"11,false", "10,false", "9,true"})
    void whatANewerRunWroteStays(long found, boolean force) {
        DayFile file = file(LATER, List.of(new Reading(LATER, 10)), 0, "provisional");

        assertThat(ReplacementRule.decide(file, run(BETWEEN, "backfill", force), "other", found, false, NOW))
                .isEqualTo(new Decision.Superseded(LATER));
    }

    /** Rows that could not be read are left out of an incomplete one. */
    @ParameterizedTest(name = "{0} over a file that is {1}, {2} more and {3} less: {4}")
    @CsvSource({
        // reading, file,       added, vanished, outcome
        "whole,      incomplete,    1,        0, REPLACE",
        "whole,      incomplete,    0,        0, REPLACE",
        "whole,      incomplete,    0,        1, KEEP",
        "whole,      incomplete,    1,        1, UNITE",
        "incomplete, whole,         1,        0, REPLACE",
        "incomplete, whole,         0,        0, KEEP",
        "incomplete, whole,         0,        1, KEEP",
        "incomplete, whole,         1,        1, UNITE",
        "incomplete, incomplete,    0,        0, KEEP",
    })
    void wholeIsBetterThanIncomplete(String reading, String file, long added, long vanished, Outcome outcome) {
        long common = 10 - vanished;
        assertThat(ReplacementRule.decide(
                        CallLog.SMS,
                        content(10, notes(file)),
                        content(common + added, notes(reading)),
                        new ReplacementRule.Difference(common, added, vanished)))
                .isEqualTo(outcome);
    }

    private static Set<PageNote> notes(String word) {
        return word.equals("incomplete") ? Set.of(PageNote.INCOMPLETE) : Set.of();
    }

    private static DayFile.Content content(long rows, Set<PageNote> notes) {
        return new DayFile.Content(rows, 1, 100, "00000000", "digest", Optional.empty(), Optional.empty(), notes);
    }

    /** As when the row that was no JSON is gone from Graph: the others are the same. */
    @Test
    void theSameDigestOfAWholeAnswerIsLookedAtIfTheFileIsIncomplete() {
        DayFile incomplete = file(WRITER, List.of(new Reading(WRITER, 10)), 0, "settled", Set.of(PageNote.INCOMPLETE));
        Run later = run(LATER, "backfill", true);

        assertThat(ReplacementRule.decide(incomplete, later, "digest", 10, false, NOW))
                .isEqualTo(new Decision.Compare());
        assertThat(ReplacementRule.decide(incomplete, later, "digest", 10, true, NOW))
                .isEqualTo(new Decision.Confirm());
    }

    /** What was kept, or united, knows the digest of the reading that it was compared with: no need to compare again. */
    @Test
    void aReadingLikeTheNewestIsOnlyNoted() {
        DayFile file = file(
                WRITER,
                List.of(new Reading(WRITER, 10), new Reading(BETWEEN, 9, 0, 1, Optional.of("fewer"))),
                0,
                "provisional");
        Run later = run(LATER, "revisit", false);

        assertThat(ReplacementRule.decide(file, later, "fewer", 9, false, NOW)).isEqualTo(new Decision.Confirm());
        assertThat(ReplacementRule.decide(file, later, "digest", 10, false, NOW))
                .isEqualTo(new Decision.Compare());
    }

    @Test
    void aRunThatANewerOneHasConfirmedIsComparedButNotesNothing() {
        DayFile file = file(WRITER, List.of(new Reading(WRITER, 10), new Reading(LATER, 8)), 0, "provisional");

        assertThat(ReplacementRule.decide(file, run(BETWEEN, "revisit", false), "other", 11, false, NOW))
                .isEqualTo(new Decision.Compare());
        assertThat(ReplacementRule.decide(file, run(BETWEEN, "revisit", false), "digest", 8, false, NOW))
                .isEqualTo(new Decision.Superseded(LATER));
    }

    @Test
    void aFileOfAClockThatWasWrongStandsInNobodysWay() {
        DayFile file = file(OF_A_WRONG_CLOCK, List.of(new Reading(OF_A_WRONG_CLOCK, 10)), 0, "provisional");

        assertThat(ReplacementRule.decide(file, run(LATER, "revisit", false), "other", 11, false, NOW))
                .isEqualTo(new Decision.Compare());
        assertThat(ReplacementRule.decide(file, run(LATER, "revisit", false), "digest", 10, false, NOW))
                .isEqualTo(new Decision.Confirm());
    }

    @Test
    void ofAnErasureAndAForcedReadingTheOneThatWasOrderedLaterWins() {
        DayFile erased = file(WRITER, List.of(new Reading(WRITER, 10)), 0, "erased");
        Run before = forced(WRITER.dueAt());
        Run after = forced(WRITER.dueAt().plusMillis(1));

        assertThat(ReplacementRule.decide(erased, before, "other", 11, false, NOW))
                .isEqualTo(new Decision.Superseded(WRITER));
        assertThat(ReplacementRule.decide(erased, after, "other", 11, false, NOW))
                .isEqualTo(new Decision.Compare());
    }

    private static Run forced(Instant ordered) {
        return new Run(LATER, 0, Reason.BACKFILL, 1, false, Optional.of(ordered), false, Optional.of(WRITER));
    }

    private static RunId at(Instant start) {
        return RunId.startingAt(start, new Random(1));
    }

    private static Run run(RunId id, String reason, boolean force) {
        return new Run(
                id,
                0,
                Reason.ofLabel(reason),
                1,
                false,
                force ? Optional.of(id.dueAt()) : Optional.empty(),
                false,
                Optional.of(WRITER));
    }

    private static DayFile file(RunId writer, List<Reading> readings, long repeats, String state) {
        return file(writer, readings, repeats, state, Set.of());
    }

    private static DayFile file(RunId writer, List<Reading> readings, long repeats, String state, Set<PageNote> notes) {
        return new DayFile(
                writer,
                Reason.NIGHTLY,
                new DayFile.Content(10, 1, 1000, "00c0ffee", "digest", Optional.empty(), Optional.empty(), notes),
                NOW,
                State.valueOf(state.toUpperCase(Locale.ROOT)),
                readings,
                "test",
                check(repeats));
    }

    private static Optional<DayFile.Check> check(long repeats) {
        return switch ((int) repeats) {
            case -1 -> Optional.empty();
            case -2 -> Optional.of(new DayFile.Check(NOW, 5, Optional.empty(), 0, Set.of()));
            default -> Optional.of(new DayFile.Check(NOW, repeats, Optional.of(0L), 0, Set.of()));
        };
    }

    private static String word(Decision decision) {
        return decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
