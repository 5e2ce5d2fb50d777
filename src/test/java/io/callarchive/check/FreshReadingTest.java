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
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Repeated rows lead to one fresh reading of the day, and to no more. */
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
        DayChecker checker = checker(blobs::read, (day, file, log) -> {
            throw new IllegalStateException("dead");
        });
        assertThatThrownBy(() -> checker.check(new CheckRequest(DAY, FIRST, 0), events::add))
                .hasMessage("dead");

        check(FIRST);

        assertThat(sent).extracting(page -> page.run().reason()).containsExactly(Reason.RECHECK);
    }

    @Test
    void freshReadingMayHaveAsManyRowsLessAsWereRepeated() {
        archive(FIRST, row(1), row(2), row(2), row(3), row(3));
        check(FIRST);

        CommitOutcome outcome = archive(sent.get(0).run(), row(1), row(2), row(3));

        assertThat(outcome).isInstanceOf(CommitOutcome.Archived.class);
        assertThat(file().rows()).isEqualTo(3);
        assertThat(file().check()).isEmpty();
        check(file().run());
        assertThat(file().repeats()).isZero();
        assertThat(sent).hasSize(1);
    }

    @Test
    void freshReadingWithFewerRowsThanThatReplacesNothing() {
        archive(FIRST, row(1), row(2), row(2), row(3), row(3));
        check(FIRST);

        CommitOutcome outcome = archive(sent.get(0).run(), row(1), row(2));

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

        assertThat(sent).isEmpty();
        assertThat(archive(run("019e0d0000000a0b0c", Reason.RECHECK), rows[0])).isInstanceOf(CommitOutcome.Kept.class);
        assertThat(file().rows()).isEqualTo(10);
    }

    @Test
    void freshReadingMayNotLeaveOutAVersion() {
        archive(FIRST, row(1), row(1), row(2), row(2).replace("sentDateTime", "other"));
        check(FIRST);

        assertThat(archive(sent.get(0).run(), row(1), row(2))).isInstanceOf(CommitOutcome.Kept.class);
    }

    /** There every row with the id of another was a duplicate. */
    @Test
    void whatAnOlderReleaseCountedIsNoReasonToTakeFewerRows() {
        archive(FIRST, row(1), row(2), row(2).replace("sentDateTime", "other"));
        DayFile.Check older = new DayFile.Check(CLOCK.instant(), 1, Optional.empty(), 0);
        Published published = days.find(DAY).orElseThrow();
        assertThat(published.remember(published.file().checkedWith(older))).isTrue();

        check(FIRST);

        assertThat(file().check()).contains(older);
        assertThat(sent).isEmpty();
        assertThat(archive(run("019e0d0000000a0b0c", Reason.RECHECK), row(1), row(2)))
                .isInstanceOf(CommitOutcome.Kept.class);
    }

    @Test
    void noOtherRunMayLeaveOutWhatWasRepeated() {
        archive(FIRST, row(1), row(2), row(2));
        check(FIRST);
        Run revisit = run("019e0d0000000a0b0c", Reason.REVISIT);

        assertThat(archive(revisit, row(1), row(2))).isInstanceOf(CommitOutcome.Kept.class);
    }

    @Test
    void rowsThatStayRepeatedAreReportedAndTheDayIsNotReadAThirdTime() {
        archive(FIRST, row(1), row(2), row(2));
        check(FIRST);
        archive(sent.get(0).run(), row(1), row(2), row(3), row(2));
        RunId second = file().run();

        check(second);
        check(second);

        assertThat(file().repeats()).isEqualTo(1);
        assertThat(events.stream().filter(line -> line.name() == Name.DAY_CHECKED))
                .hasSize(2);
        assertThat(sent).hasSize(1);
    }

    @Test
    void freshReadingOfASettledDayLeavesItSettled() {
        archive(new Run(FIRST, 0, Reason.REVISIT, 1, true, false, Optional.empty()), row(1), row(1));
        check(FIRST);

        archive(sent.get(0).run(), row(1), row(2));

        assertThat(file().state()).isEqualTo(DayFile.State.SETTLED);
    }
}
