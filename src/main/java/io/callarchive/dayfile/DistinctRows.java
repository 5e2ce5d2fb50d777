package io.callarchive.dayfile;

import java.util.Arrays;

/**
 * Counts how many different hashes there are among any number of them, and how many of those share their upper bits, in
 * an array of bounded size. What does not fit is left to another pass over the same hashes: each pass counts those of
 * one range, and where the array is full of different ones, the range is narrowed to the lower half of them. Hashes
 * with the same upper bits are a group and always in one range. Sorted in place; 8 bytes a hash.
 */
final class DistinctRows {
    /** Of the array, in a pass whose range is chosen by the number that is expected: hashes scatter. */
    private static final double FILLED = 0.9;

    private final long[] hashes;
    private final double share;
    private final long lowerBits;
    private final int mostInGroup;
    private int used;
    private long from = Long.MIN_VALUE;
    private long to;
    private long distinct;
    private long others;
    private boolean done;

    /**
     * Begins the first pass; each hash is a group by itself.
     *
     * @param most how many hashes a pass may hold, at least 2
     * @param expected how many will be added in each pass
     */
    DistinctRows(int most, long expected) {
        this(most, expected, 0, 1);
    }

    /**
     * Begins the first pass.
     *
     * @param most how many hashes a pass may hold; at least two groups' anyway
     * @param expected how many will be added in each pass
     * @param lowerBits how many bits may differ within a group
     * @param mostInGroup a larger group is none: of its hashes nothing is counted but that they exist
     */
    DistinctRows(int most, long expected, int lowerBits, int mostInGroup) {
        // One more than that is kept of a group, to tell that it is larger.
        int twoGroups = 2 * (mostInGroup + 1);
        this.hashes = new long[(int) Math.max(twoGroups, Math.min(most, expected))];
        this.share = expected <= hashes.length ? 1 : FILLED * hashes.length / expected;
        this.lowerBits = (1L << lowerBits) - 1;
        this.mostInGroup = mostInGroup;
        this.to = endOfRange();
    }

    void add(long hash) {
        if (done || hash < from || hash > to) {
            return;
        }
        if (used == hashes.length) {
            makeRoom();
        }
        if (hash <= to) {
            hashes[used++] = hash;
        }
    }

    /** Ends a pass; true if there has to be another, to which the same hashes must be added. More do no harm. */
    boolean needsAnotherPass() {
        sortOut();
        tally();
        used = 0;
        done = done || to == Long.MAX_VALUE;
        if (done) {
            return false;
        }
        from = to + 1;
        to = endOfRange();
        return true;
    }

    /** How many different hashes there were, after the last pass; of too large a group, one more than it may have. */
    long count() {
        return distinct;
    }

    /** How many of them were not the first of their group, groups that are none left out; after the last pass. */
    long others() {
        return others;
    }

    private long endOfRange() {
        // The conversion stops at the greatest long.
        return Math.max(from, (long) (from + Math.scalb(share, Long.SIZE))) | lowerBits;
    }

    private void makeRoom() {
        sortOut();
        if (used > hashes.length - Math.max(1, hashes.length / 8)) {
            used = endOfGroup(hashes.length / 2 - 1);
            to = hashes[used - 1] | lowerBits;
        }
    }

    private int endOfGroup(int place) {
        int end = place + 1;
        while (end < used && sameGroup(hashes[end], hashes[place])) {
            end++;
        }
        return end;
    }

    private boolean sameGroup(long hash, long other) {
        return (hash | lowerBits) == (other | lowerBits);
    }

    private void tally() {
        distinct += used;
        int start = 0;
        while (start < used) {
            int end = endOfGroup(start);
            int size = end - start;
            others += size <= mostInGroup ? size - 1 : 0;
            start = end;
        }
    }

    private void sortOut() {
        Arrays.sort(hashes, 0, used);
        int kept = 0;
        int startOfGroup = 0;
        for (int i = 0; i < used; i++) {
            if (kept > 0 && hashes[i] == hashes[kept - 1]) {
                continue;
            }
            if (kept > 0 && !sameGroup(hashes[i], hashes[kept - 1])) {
                startOfGroup = kept;
            }
            if (kept - startOfGroup <= mostInGroup) {
                hashes[kept++] = hashes[i];
            }
        }
        used = kept;
    }
}
