package io.callarchive.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callarchive.Event.Name;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.dayfile.CommitOutcome;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PublishedDays.Published;
import io.callarchive.testing.Runs;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Repeated rows make a day deserve one fresh reading, and no more; whoever starts runs is woken. */
class FreshReadingTest extends CheckedDay {
    @Test
    void messageThatComesAgainDoesNotReadTheFileAgain() {
        archive(FIRST, row(1));
        check(FIRST);

        checker((store, etag) -> {
                    throw new AssertionError("read again");
                })
                .check(new CheckRequest(DAY, FIRST, 0), events::add);

        assertThat(events).hasSize(1);
    }

    @Test
    void deathBeforeTheFreshReadingIsMadeUpForByTheSameMessage() {
        archive(FIRST, row(1), row(1));
        DayChecker checker = checker(blobs::read, () -> {
            throw new IllegalStateException("dead");
        });
        assertThatThrownBy(() -> checker.check(new CheckRequest(DAY, FIRST, 0), events::add))
                .hasMessage("dead");

        check(FIRST);

        assertThat(woken).isEqualTo(1);
    }

    @Test
    void freshReadingMayHaveAsManyRowsLessAsWereRepeated() {
        archive(FIRST, row(1), row(2), row(2), row(3), row(3));
        check(FIRST);

        CommitOutcome outcome = archive(recheck(), row(1), row(2), row(3));

        assertThat(outcome).isInstanceOf(CommitOutcome.Archived.class);
        assertThat(file().rows()).isEqualTo(3);
        assertThat(file().check()).isEmpty();
        check(file().run());
        assertThat(file().repeats()).isZero();
        assertThat(woken).isEqualTo(1);
    }

    @Test
    void freshReadingWithFewerRowsThanThatReplacesNothing() {
        archive(FIRST, row(1), row(2), row(2), row(3), row(3));
        check(FIRST);

        CommitOutcome outcome = archive(recheck(), row(1), row(2));

        assertThat(outcome).isInstanceOf(CommitOutcome.Kept.class);
        assertThat(file().rows()).isEqualTo(5);
        assertThat(file().repeats()).isEqualTo(2);
    }

    /** Ten messages under the empty GUID: a reading of one of them is not all of them. */
    @Test
    void rowsUnderAnIdThatIsNoneAreNoReasonToReadAfreshAndToTakeFewer() {
        String[] rows = IntStream.range(0, 10)
                .mapToObj(
                        i -> row(i).replace("\"id\":\"" + i + "\"", "\"id\":\"00000000-0000-0000-0000-000000000000\""))
                .toArray(String[]::new);
        archive(FIRST, rows);
        check(FIRST);

        assertThat(woken).isZero();
        assertThat(archive(run("019e0d0000000a0b0c", Reason.RECHECK), rows[0])).isInstanceOf(CommitOutcome.Kept.class);
        assertThat(file().rows()).isEqualTo(10);
    }

    @Test
    void freshReadingMayNotLeaveOutAVersion() {
        archive(FIRST, row(1), row(1), row(2), row(2).replace("sentDateTime", "other"));
        check(FIRST);

        assertThat(archive(recheck(), row(1), row(2))).isInstanceOf(CommitOutcome.Kept.class);
    }

    /** There every row with the id of another was a duplicate. */
    @Test
    void whatAnOlderReleaseCountedIsNoReasonToTakeFewerRows() {
        archive(FIRST, row(1), row(2), row(2).replace("sentDateTime", "other"));
        DayFile.Check older = new DayFile.Check(CLOCK.instant(), 1, Optional.empty(), 0, Set.of());
        Published published = days.find(DAY).orElseThrow();
        assertThat(published.remember(published.file().checkedWith(older))).isTrue();

        check(FIRST);

        assertThat(file().check()).contains(older);
        assertThat(woken).isZero();
        assertThat(archive(run("019e0d0000000a0b0c", Reason.RECHECK), row(1), row(2)))
                .isInstanceOf(CommitOutcome.Kept.class);
    }

    @Test
    void anyReadingOfTheSameRowsMayLeaveOutWhatWasRepeated() {
        archive(FIRST, row(1), row(2), row(2));
        check(FIRST);
        Run revisit = run("019e0d0000000a0b0c", Reason.REVISIT);

        assertThat(archive(revisit, row(1), row(2))).isInstanceOf(CommitOutcome.Archived.class);
        assertThat(file().rows()).isEqualTo(2);
    }

    @Test
    void noReadingMayLeaveOutARowForOneThatWasRepeated() {
        archive(FIRST, row(1), row(2), row(2));

        assertThat(archive(recheck(), row(1), row(3))).isInstanceOf(CommitOutcome.Archived.class);
        assertThat(file().rows()).as("1, 3 and 2").isEqualTo(3);
        assertThat(file().lastReading()).isEqualTo(new DayFile.Reading(file().run(), 2, 1, 1, Optional.empty()));
    }

    @Test
    void rowsThatStayRepeatedAreReportedAndTheDayIsNotReadAThirdTime() {
        archive(FIRST, row(1), row(2), row(2));
        check(FIRST);
        archive(recheck(), row(1), row(2), row(3), row(2));
        RunId second = file().run();

        check(second);
        check(second);

        assertThat(file().repeats()).isEqualTo(1);
        assertThat(events.stream().filter(line -> line.name() == Name.DAY_CHECKED))
                .hasSize(2);
        assertThat(woken).isEqualTo(1);
    }

    @Test
    void aSettledDayDeservesItLikeAnyOther() {
        archive(new Run(FIRST, 0, Reason.REVISIT, 1, true, Optional.empty(), false, Optional.empty()), row(1), row(1));

        check(FIRST);

        assertThat(file().state()).isEqualTo(DayFile.State.SETTLED);
        assertThat(file().deservesRecheck()).isTrue();
        assertThat(woken).isEqualTo(1);
    }

    /** A run that was on its way when the file was read back may have read the log while it still changed. */
    @Test
    void aReadingThatBeganBeforeTheCheckIsNoFreshOne() {
        archive(FIRST, row(1), row(1));
        Run onItsWay = run("019e0c8d4e01a1b2c3", Reason.REVISIT);
        check(FIRST);

        assertThat(archive(onItsWay, row(1), row(1))).isInstanceOf(CommitOutcome.Unchanged.class);
        assertThat(file().deservesRecheck()).isTrue();

        Run later =
                Runs.over(writer(), RunId.startingAt(CLOCK.instant().plusSeconds(1), new Random(1)), Reason.REVISIT);
        assertThat(archive(later, row(1), row(1))).isInstanceOf(CommitOutcome.Unchanged.class);
        assertThat(file().deservesRecheck()).isFalse();
    }
}
