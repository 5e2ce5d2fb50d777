package io.callarchive.dayfile;

import io.callarchive.dayfile.PublishedDays.ReadableRows;
import io.callarchive.dayfile.ReplacementRule.Difference;
import java.io.IOException;
import java.util.BitSet;

/**
 * Which rows two contents have in common, byte by byte.
 *
 * <p>The memory is bounded whatever their size: rows are told apart by 64-bit hashes, and of contents with more than
 * that many rows both are read several times, each time for another share of the hashes. That two of a million different
 * rows have the same hash happens once in 30 million such files.
 */
final class RowComparison {
    private final ReadableRows file;
    private final ReadableRows reading;
    private final int shares;

    /**
     * Of these two.
     *
     * @param hashesPerPass how many rows' hashes are held of each
     */
    RowComparison(ReadableRows file, ReadableRows reading, int hashesPerPass) {
        this.file = file;
        this.reading = reading;
        long rows = Math.max(file.file().rows(), reading.file().rows());
        this.shares = (int) (1 + rows / hashesPerPass);
    }

    Difference difference() throws IOException, UnsoundFile {
        long common = 0;
        long inFile = 0;
        long inReading = 0;
        for (int share = 0; share < shares; share++) {
            RowHashes ofFile = hashes(file, share);
            RowHashes ofReading = hashes(reading, share);
            inFile += ofFile.size();
            inReading += ofReading.size();
            common += ofFile.common(ofReading);
        }
        return new Difference(common, inReading - common, inFile - common);
    }

    /** The rows that only the file has, each once: in its order, within each share of the hashes. */
    void onlyInFile(FileLines.Taker taker) throws IOException, UnsoundFile {
        for (int share = 0; share < shares; share++) {
            int thisShare = share;
            RowHashes only = hashes(file, share).without(hashes(reading, share));
            BitSet taken = new BitSet();
            FileLines.read(file, (text, offset, length) -> {
                long hash = RowHashes.of(text, offset, length);
                int place = isOf(thisShare, hash) ? only.placeOf(hash) : -1;
                if (place >= 0 && !taken.get(place)) {
                    taken.set(place);
                    taker.take(text, offset, length);
                }
            });
        }
    }

    private RowHashes hashes(ReadableRows published, int share) throws IOException, UnsoundFile {
        RowHashes hashes = new RowHashes();
        FileLines.read(published, (text, offset, length) -> {
            long hash = RowHashes.of(text, offset, length);
            if (isOf(share, hash)) {
                hashes.add(hash);
            }
        });
        return hashes;
    }

    private boolean isOf(int share, long hash) {
        return Math.floorMod(hash, shares) == share;
    }
}
