package io.callarchive.dayfile;

import io.callarchive.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/** A set of rows, of each of which only 64 bits of its SHA-256 are kept. Grows with them: 8 bytes a row. */
final class RowHashes {
    private static final int FIRST_SIZE = 1 << 10;

    private long[] hashes = new long[FIRST_SIZE];
    private int used;
    private boolean sorted = true;

    /** The first 64 bits of the SHA-256. */
    static long of(byte[] text, int offset, int length) {
        MessageDigest digest = Sha256.digest();
        digest.update(text, offset, length);
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    void add(long hash) {
        if (used == hashes.length) {
            sortOut();
            if (used > hashes.length / 2) {
                hashes = Arrays.copyOf(hashes, 2 * hashes.length);
            }
        }
        hashes[used++] = hash;
        sorted = false;
    }

    int size() {
        sortOut();
        return used;
    }

    /** The number of that hash among those of the set; negative if it is not in it. */
    int placeOf(long hash) {
        sortOut();
        return Arrays.binarySearch(hashes, 0, used, hash);
    }

    /** Those that the other set does not have. */
    RowHashes without(RowHashes other) {
        sortOut();
        RowHashes rest = new RowHashes();
        for (int i = 0; i < used; i++) {
            if (other.placeOf(hashes[i]) < 0) {
                rest.add(hashes[i]);
            }
        }
        return rest;
    }

    /** How many of them the other set has, too. */
    long common(RowHashes other) {
        sortOut();
        other.sortOut();
        long common = 0;
        int theirs = 0;
        for (int mine = 0; mine < used; mine++) {
            while (theirs < other.used && other.hashes[theirs] < hashes[mine]) {
                theirs++;
            }
            common += theirs < other.used && other.hashes[theirs] == hashes[mine] ? 1 : 0;
        }
        return common;
    }

    private void sortOut() {
        if (sorted) {
            return;
        }
        Arrays.sort(hashes, 0, used);
        int kept = 0;
        for (int i = 0; i < used; i++) {
            if (kept == 0 || hashes[i] != hashes[kept - 1]) {
                hashes[kept++] = hashes[i];
            }
        }
        used = kept;
        sorted = true;
    }
}
