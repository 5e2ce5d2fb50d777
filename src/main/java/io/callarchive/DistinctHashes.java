package io.callarchive;

import java.util.Arrays;

/**
 * Counts how many different hashes there are among any number of them, in an array of bounded size. What does not fit
 * is left to another pass over the same hashes: each pass counts those of one range, and where the array is full of
 * different ones, the range is narrowed to the lower half of them. Sorted in place; 8 bytes a hash.
 */
final class DistinctHashes {
    /** Of the array, in a pass whose range is chosen by the number that is expected: hashes scatter. */
    private static final double FILLED = 0.9;

    private final long[] hashes;
    private final double share;
    private int used;
    private long from = Long.MIN_VALUE;
    private long to;
    private long distinct;

    /**
     * Begins the first pass.
     *
     * @param most how many hashes a pass may hold, at least 2
     * @param expected how many will be added in each pass
     */
    DistinctHashes(int most, long expected) {
        this.hashes = new long[(int) Math.max(2, Math.min(most, expected))];
        this.share = expected <= hashes.length ? 1 : FILLED * hashes.length / expected;
        this.to = endOfRange();
    }

    void add(long hash) {
        if (hash < from || hash > to) {
            return;
        }
        if (used == hashes.length) {
            makeRoom();
        }
        if (hash <= to) {
            hashes[used++] = hash;
        }
    }

    /** Ends a pass; true if there has to be another, to which the same hashes must be added. */
    boolean needsAnotherPass() {
        sortOut();
        distinct += used;
        used = 0;
        if (to == Long.MAX_VALUE) {
            return false;
        }
        from = to + 1;
        to = endOfRange();
        return true;
    }

    /** After the last pass. */
    long count() {
        return distinct;
    }

    private long endOfRange() {
        // The conversion stops at the greatest long.
        return Math.max(from, (long) (from + Math.scalb(share, Long.SIZE)));
    }

    private void makeRoom() {
        sortOut();
        if (used > hashes.length - Math.max(1, hashes.length / 8)) {
            used = hashes.length / 2;
            to = hashes[used - 1];
        }
    }

    private void sortOut() {
        Arrays.sort(hashes, 0, used);
        int kept = 0;
        for (int i = 0; i < used; i++) {
            if (kept == 0 || hashes[i] != hashes[kept - 1]) {
                hashes[kept++] = hashes[i];
            }
        }
        used = kept;
    }
}
