package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.PageNote;
import io.callarchive.pages.ChainHash;
import io.callarchive.testing.Runs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChainWalkTest {
    private static final RunId RUN = new RunId("019e0c8d4e00a1b2c3");
    private static final RunId OTHER = new RunId("019e0c8d4e00ffffff");

    private final Run run = run(1);

    @Test
    void findsAChainInAnyOrderOfItsBlocks() {
        List<BlockId> chain = chain(0, 1, 10, 20, 30);
        for (int seed = 0; seed < 20; seed++) {
            List<BlockId> shuffled = new ArrayList<>(chain);
            Collections.shuffle(shuffled, new Random(seed));

            StagedReading reading = ChainWalk.find(shuffled, run).orElseThrow();

            assertThat(reading.pages()).isEqualTo(chain);
            assertThat(reading.rows()).isEqualTo(60);
            assertThat(reading.digest()).isEqualTo(chain.get(2).read());
        }
    }

    @Test
    void pageMissingAnywhereMeansNotWhole() {
        List<BlockId> chain = chain(0, 1, 10, 20, 30);
        for (int missing = 0; missing < 3; missing++) {
            List<BlockId> rest = new ArrayList<>(chain);
            rest.remove(missing);

            assertThat(ChainWalk.find(rest, run)).isEmpty();
        }
        assertThat(ChainWalk.find(List.of(), run)).isEmpty();
    }

    @Test
    void chainWithoutItsFirstPageIsNotWhole() {
        BlockId orphan = new Block().page(0).read(2).previous(1).last().id();

        assertThat(ChainWalk.find(List.of(orphan), run)).isEmpty();
    }

    /** As when a row that was no JSON is gone the next time: the same rows, once known to be all. */
    @Test
    void ofEqualBlocksTheWholeAnswerIsTaken() {
        BlockId whole = new Block().page(0).read(1).rows(5).last().id();
        BlockId incomplete = new Block()
                .page(0)
                .read(1)
                .rows(5)
                .last()
                .notes(Set.of(PageNote.INCOMPLETE))
                .id();

        for (List<BlockId> staged : List.of(List.of(whole, incomplete), List.of(incomplete, whole))) {
            assertThat(ChainWalk.find(staged, run).orElseThrow().notes()).isEmpty();
        }
    }

    @Test
    void forkIsNeverMixed() {
        BlockId start = new Block().page(0).read(1).rows(5).id();
        BlockId left = new Block().page(1).previous(1).read(2).rows(5).id();
        BlockId right = new Block().page(1).previous(1).read(3).rows(9).id();
        BlockId leftEnd = new Block().page(2).previous(2).read(4).rows(1).last().id();
        BlockId strayEnd =
                new Block().page(2).previous(9).read(5).rows(99).last().id();

        StagedReading reading = ChainWalk.find(List.of(strayEnd, right, leftEnd, left, start), run)
                .orElseThrow();

        assertThat(reading.pages()).containsExactly(start, left, leftEnd);
    }

    @Test
    void branchWithMostRowsWins() {
        BlockId start = new Block().page(0).read(1).rows(5).id();
        BlockId fewer = new Block().page(1).previous(1).read(2).rows(7).last().id();
        BlockId more = new Block().page(1).previous(1).read(3).rows(4).id();
        BlockId end = new Block().page(2).previous(3).read(4).rows(4).last().id();

        assertThat(ChainWalk.find(List.of(start, fewer, more, end), run)
                        .orElseThrow()
                        .pages())
                .containsExactly(start, more, end);
        assertThat(ChainWalk.find(List.of(start, fewer, more), run)
                        .orElseThrow()
                        .pages())
                .containsExactly(start, fewer);
    }

    @Test
    void amongEqualBranchesTheChoiceIsAlwaysTheSame() {
        BlockId start = new Block().page(0).read(1).rows(5).id();
        BlockId one = new Block().page(1).previous(1).read(2).rows(7).last().id();
        BlockId other = new Block().page(1).previous(1).read(3).rows(7).last().id();

        assertThat(ChainWalk.find(List.of(start, one, other), run))
                .isEqualTo(ChainWalk.find(List.of(other, one, start), run));
    }

    @Test
    void everyChainMustBeWhole() {
        Run three = run(3);
        List<BlockId> staged = new ArrayList<>(chain(2, 3, 3));
        staged.addAll(chain(0, 3, 1, 1));

        assertThat(ChainWalk.find(staged, three)).isEmpty();
        staged.addAll(chain(1, 3, 2));
        StagedReading reading = ChainWalk.find(staged, three).orElseThrow();

        assertThat(reading.pages()).extracting(block -> block.place().chain()).containsExactly(0, 0, 1, 2);
        assertThat(reading.ends()).hasSize(3);
        assertThat(reading.rows()).isEqualTo(7);
    }

    @Test
    void otherRunsAttemptsKindsAndSlicingsAreIgnored() {
        List<BlockId> staged = List.of(
                new Block().page(0).read(1).last().run(OTHER).id(),
                new Block().page(0).read(1).last().attempt(1).id(),
                new Block().page(0).read(1).last().chains(2).id(),
                new Block().page(0).read(1).last().kind(BlockId.Kind.HEADER).id(),
                new Block().page(0).read(1).last().kind(BlockId.Kind.TRAILER).id());

        assertThat(ChainWalk.find(staged, run)).isEmpty();
    }

    @Test
    void walkEndsOnBlocksThatPointAtEachOther() {
        BlockId one = new Block().page(1).previous(2).read(2).last().id();
        BlockId other = new Block().page(1).previous(2).read(2).id();

        assertThat(ChainWalk.find(List.of(one, other), run)).isEmpty();
    }

    @Test
    void hasStartedOverOnceEveryChainOfALaterAttemptIsUnderWay() {
        Run two = run(2);
        BlockId first = new Block().page(0).read(1).chains(2).attempt(1).id();
        BlockId second =
                new Block().page(0).read(1).chains(2).chain(1).attempt(2).id();
        BlockId ofOther = new Block()
                .page(0)
                .read(1)
                .chains(2)
                .chain(1)
                .attempt(1)
                .run(OTHER)
                .id();
        BlockId ofThis = new Block().page(0).read(1).chains(2).chain(1).id();

        assertThat(ChainWalk.hasStartedOver(List.of(), two)).isFalse();
        assertThat(ChainWalk.hasStartedOver(List.of(first, ofOther, ofThis), two))
                .isFalse();
        assertThat(ChainWalk.hasStartedOver(List.of(first, second), two)).isTrue();
    }

    /** A chain of pages with so many rows each. */
    private static List<BlockId> chain(int chain, int chains, int... rows) {
        List<BlockId> pages = new ArrayList<>();
        for (int page = 0; page < rows.length; page++) {
            Block block = new Block().chain(chain).chains(chains).page(page).rows(rows[page]);
            block.previous(page == 0 ? 0 : 100 * chain + page).read(100 * chain + page + 1);
            pages.add((page == rows.length - 1 ? block.last() : block).id());
        }
        return pages;
    }

    private static Run run(int chains) {
        return Runs.inChains(chains, RUN, Reason.NIGHTLY);
    }

    /** A page block of the first attempt, unless said otherwise; hashes are numbers, 0 is none. */
    private static final class Block {
        private BlockId.Kind kind = BlockId.Kind.PAGE;
        private boolean last;
        private RunId run = RUN;
        private int attempt;
        private int chain;
        private int chains = 1;
        private int page;
        private int rows = 1;
        private Set<PageNote> notes = Set.of();
        private int read;
        private int previous;

        private Block kind(BlockId.Kind value) {
            kind = value;
            return this;
        }

        private Block last() {
            last = true;
            return this;
        }

        private Block run(RunId value) {
            run = value;
            return this;
        }

        private Block attempt(int value) {
            attempt = value;
            return this;
        }

        private Block chain(int value) {
            chain = value;
            return this;
        }

        private Block chains(int value) {
            chains = value;
            return this;
        }

        private Block page(int value) {
            page = value;
            return this;
        }

        private Block rows(int value) {
            rows = value;
            return this;
        }

        private Block notes(Set<PageNote> value) {
            notes = value;
            return this;
        }

        private Block read(int value) {
            read = value;
            return this;
        }

        private Block previous(int value) {
            previous = value;
            return this;
        }

        private BlockId id() {
            return new BlockId(
                    kind,
                    last,
                    new BlockId.Place(run, attempt, chain, chains, page),
                    0,
                    new BlockId.Content(rows, notes, 0, 0, Optional.empty(), Optional.empty()),
                    hash(read),
                    hash(previous));
        }

        private static ChainHash hash(int number) {
            return new ChainHash(String.format(Locale.ROOT, "%024x", number));
        }
    }
}
