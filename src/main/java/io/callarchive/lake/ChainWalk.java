package io.callarchive.lake;

import io.callarchive.Run;
import io.callarchive.dayfile.PageNote;
import io.callarchive.pages.ChainHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a complete reading among the staged blocks. A page that was fetched twice with different content is a fork:
 * both branches may be staged, whole or in part. From each last page the walk goes back along the hashes to a first
 * page, so what it finds was read by one sequence of nextLinks; branches are never mixed. Of several whole branches it
 * takes the one with the most rows, and among equals always the same one.
 */
final class ChainWalk {
    private record Step(int page, ChainHash read) {}

    private ChainWalk() {}

    /** The reading of that run and attempt; empty if a chain is not whole yet, or not any more. */
    static Optional<StagedReading> find(Collection<BlockId> staged, Run run) {
        List<BlockId> pages = new ArrayList<>();
        List<ChainHash> ends = new ArrayList<>();
        for (int chain = 0; chain < run.chains(); chain++) {
            Optional<List<BlockId>> branch = fullest(blocksOf(staged, run, chain));
            if (branch.isEmpty()) {
                return Optional.empty();
            }
            pages.addAll(branch.get());
            ends.add(branch.get().get(branch.get().size() - 1).read());
        }
        return Optional.of(new StagedReading(List.copyOf(pages), List.copyOf(ends)));
    }

    /**
     * Whether every chain of a later attempt of this run is already under way: then each of them has a message of its
     * own, and starting over once more would only multiply them.
     */
    static boolean hasStartedOver(Collection<BlockId> staged, Run run) {
        long chains = staged.stream()
                .filter(block -> block.kind() == BlockId.Kind.PAGE
                        && block.place().run().equals(run.id())
                        && block.place().attempt() > run.attempt())
                .map(block -> block.place().chain())
                .distinct()
                .count();
        return chains == run.chains();
    }

    private static List<BlockId> blocksOf(Collection<BlockId> staged, Run run, int chain) {
        return staged.stream()
                .filter(block -> block.kind() == BlockId.Kind.PAGE
                        && block.place().isOf(run)
                        && block.place().chain() == chain)
                // Of two blocks with the same rows, the one that is known to be all of its answer.
                .sorted(Comparator.comparing(
                                (BlockId block) -> block.content().notes().contains(PageNote.INCOMPLETE))
                        .thenComparing(BlockId::encode))
                .toList();
    }

    private static Optional<List<BlockId>> fullest(List<BlockId> chain) {
        Map<Step, BlockId> steps = new HashMap<>();
        chain.forEach(block -> steps.putIfAbsent(new Step(block.place().page(), block.read()), block));
        return chain.stream()
                .filter(BlockId::last)
                .map(end -> branchTo(end, steps))
                .flatMap(Optional::stream)
                .max(Comparator.comparingLong(branch -> branch.stream()
                        .mapToLong(block -> block.content().rows())
                        .sum()));
    }

    private static Optional<List<BlockId>> branchTo(BlockId end, Map<Step, BlockId> steps) {
        List<BlockId> branch = new ArrayList<>();
        BlockId block = end;
        while (block != null) {
            branch.add(block);
            if (block.place().page() == 0) {
                Collections.reverse(branch);
                return Optional.of(branch)
                        .filter(whole -> whole.get(0).previous().equals(ChainHash.NONE));
            }
            block = steps.get(new Step(block.place().page() - 1, block.previous()));
        }
        return Optional.empty();
    }
}
