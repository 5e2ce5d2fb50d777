package io.callarchive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callarchive.EventLine.Name;
import io.callarchive.graph.GraphRows;
import java.util.Optional;
import java.util.Random;
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
        RunStarter dying = new RunStarter(
                lake,
                (request, delay) -> {
                    throw new IllegalStateException("dead");
                },
                CLOCK,
                new Random(1));
        DayChecker checker =
                new DayChecker(days, new GraphRows(), KNOWN_FIELDS, dying, NO_STORAGE_FAULT, failures, CLOCK, 100);
        assertThatThrownBy(() -> checker.check(new CheckRequest(DAY, FIRST, 0), events::add))
                .hasMessage("dead");

        check(FIRST);

        assertThat(sent).extracting(page -> page.run().reason()).containsExactly(Reason.RECHECK);
    }

    @Test
    void freshReadingMayHaveAsManyRowsLessAsWereRepeated() {
        archive(FIRST, row(1), row(2), row(2), row(3), row(3));
        check(FIRST);

        Settlement settlement = archive(sent.get(0).run(), row(1), row(2), row(3));

        assertThat(settlement).isInstanceOf(Settlement.Archived.class);
        assertThat(file().rows()).isEqualTo(3);
        assertThat(file().check()).isEmpty();
        check(file().run());
        assertThat(file().duplicates()).isZero();
        assertThat(sent).hasSize(1);
    }

    @Test
    void freshReadingWithFewerRowsThanThatReplacesNothing() {
        archive(FIRST, row(1), row(2), row(2), row(3), row(3));
        check(FIRST);

        Settlement settlement = archive(sent.get(0).run(), row(1), row(2));

        assertThat(settlement).isInstanceOf(Settlement.Kept.class);
        assertThat(file().rows()).isEqualTo(5);
        assertThat(file().duplicates()).isEqualTo(2);
    }

    @Test
    void noOtherRunMayLeaveOutWhatWasRepeated() {
        archive(FIRST, row(1), row(2), row(2));
        check(FIRST);
        Run revisit = run("019e0d0000000a0b0c", Reason.REVISIT);

        assertThat(archive(revisit, row(1), row(2))).isInstanceOf(Settlement.Kept.class);
    }

    @Test
    void rowsThatStayRepeatedAreReportedAndTheDayIsNotReadAThirdTime() {
        archive(FIRST, row(1), row(2), row(2));
        check(FIRST);
        archive(sent.get(0).run(), row(1), row(2), row(3), row(2));
        RunId second = file().run();

        check(second);
        check(second);

        assertThat(file().duplicates()).isEqualTo(1);
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
