package io.callarchive.dayfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.DayFile.Reading;
import io.callarchive.dayfile.DayFile.State;
import io.callarchive.dayfile.ReplacementRule.Decision;
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

    /** Repeats of -1: the file was not checked; of -2: by a release that took versions for duplicates. */
    @ParameterizedTest(name = "{0}{1} finds {2} rows, file {4} with {3} repeated: {5}")
    @CsvSource({
        // reason,  force, found, repeats, state,       decision
        "revisit,     false, 11,   0, provisional, replace",
        "revisit,     false, 10,   0, provisional, replace",
        "revisit,     false,  9,   0, provisional, confirm",
        "revisit,     false,  9,   3, provisional, confirm",
        "revisit,     false,  9,  -1, provisional, confirm",
        "revisit,     false, 11,   0, settled,     replace",
        "revisit,     false, 11,   0, erased,      superseded",
        "nightly,     false,  9,   3, provisional, confirm",
        "gap,         false,  9,   3, provisional, confirm",
        "backfill,    false,  9,   0, settled,     confirm",
        "backfill,    true,   9,   0, settled,     replace",
        "backfill,    true,   0,   0, settled,     replace",
        "backfill,    true,   9,   0, erased,      replace",
        "recheck,     false,  9,   1, provisional, replace",
        "recheck,     false,  7,   3, settled,     replace",
        "recheck,     false,  6,   3, settled,     confirm",
        "recheck,     false,  9,   0, provisional, confirm",
        "recheck,     false,  9,  -1, provisional, confirm",
        "recheck,     false,  9,  -2, provisional, confirm",
        "recheck,     false,  7,   3, erased,      superseded",
        "erasure,     false,  1,   0, settled,     replace",
        "erasure,     false,  1,   0, erased,      replace",
    })
    void decides(String reason, boolean force, long found, long repeats, String state, String decision) {
        DayFile file = file(WRITER, List.of(new Reading(WRITER, 10)), repeats, state);

        assertThat(word(ReplacementRule.decide(file, run(LATER, reason, force), "other", found, false, NOW)))
                .isEqualTo(decision);
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
    @ParameterizedTest(name = "{0}{1}: {2} with {3} rows over a file that is {4}: {5}")
    @CsvSource({
        // reason, force, reading,    found, file,       decision
        "revisit,  false, whole,      11,    incomplete, replace",
        "revisit,  false, whole,      10,    incomplete, replace",
        "revisit,  false, whole,       9,    incomplete, confirm",
        "backfill, true,  incomplete, 11,    whole,      replace",
        "backfill, true,  incomplete, 10,    whole,      confirm",
        "backfill, true,  incomplete,  9,    whole,      confirm",
        "backfill, true,  incomplete, 11,    incomplete, replace",
        "backfill, true,  incomplete,  9,    incomplete, replace",
        "backfill, true,  whole,       9,    incomplete, replace",
    })
    void wholeIsBetterThanIncomplete(
            String reason, boolean force, String reading, long found, String file, String decision) {
        Set<PageNote> notes = file.equals("incomplete") ? Set.of(PageNote.INCOMPLETE) : Set.of();
        boolean incomplete = reading.equals("incomplete");
        for (RunId writer : List.of(WRITER, BETWEEN)) {
            DayFile known = file(writer, List.of(new Reading(writer, 10)), 0, "settled", notes);
            assertThat(word(ReplacementRule.decide(known, run(LATER, reason, force), "other", found, incomplete, NOW)))
                    .isEqualTo(decision);
        }
    }

    /** As when the row that was no JSON is gone from Graph: the others are the same. */
    @Test
    void theSameRowsInAWholeAnswerReplaceAnIncompleteFileAndNotTheReverse() {
        DayFile incomplete = file(WRITER, List.of(new Reading(WRITER, 10)), 0, "settled", Set.of(PageNote.INCOMPLETE));
        DayFile whole = file(WRITER, List.of(new Reading(WRITER, 10)), 0, "settled");
        Run later = run(LATER, "backfill", true);

        assertThat(ReplacementRule.decide(incomplete, later, "digest", 10, false, NOW))
                .isEqualTo(new Decision.Replace());
        assertThat(ReplacementRule.decide(incomplete, later, "digest", 10, true, NOW))
                .isEqualTo(new Decision.Confirm());
        assertThat(ReplacementRule.decide(whole, later, "digest", 10, true, NOW))
                .isEqualTo(new Decision.Confirm());
    }

    @Test
    void aRunThatANewerOneHasConfirmedWithoutChangingTheFileReplacesItButNotesNothing() {
        DayFile file = file(WRITER, List.of(new Reading(WRITER, 10), new Reading(LATER, 8)), 0, "provisional");

        assertThat(ReplacementRule.decide(file, run(BETWEEN, "revisit", false), "other", 11, false, NOW))
                .isEqualTo(new Decision.Replace());
        assertThat(ReplacementRule.decide(file, run(BETWEEN, "revisit", false), "other", 9, false, NOW))
                .isEqualTo(new Decision.Superseded(LATER));
    }

    @Test
    void aFileOfAClockThatWasWrongStandsInNobodysWay() {
        DayFile file = file(OF_A_WRONG_CLOCK, List.of(new Reading(OF_A_WRONG_CLOCK, 10)), 0, "provisional");

        assertThat(ReplacementRule.decide(file, run(LATER, "revisit", false), "other", 11, false, NOW))
                .isEqualTo(new Decision.Replace());
        assertThat(ReplacementRule.decide(file, run(LATER, "revisit", false), "other", 9, false, NOW))
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
                .isEqualTo(new Decision.Replace());
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
