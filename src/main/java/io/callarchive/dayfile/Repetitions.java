package io.callarchive.dayfile;

import java.nio.charset.StandardCharsets;

/**
 * How often the rows of a file repeat: as a whole, to the byte, or only by their id.
 *
 * <p>The memory is bounded whatever the file: rows are told apart by 64-bit hashes, {@code hashesPerPass} at a time in
 * two arrays of 8 bytes each (64 MB in all), and a file with more rows is read as often as it takes: 10 million rows in
 * three passes. That two of 10 million different rows have the same hash happens once in 300,000 such files. Of the ids'
 * hashes 14 bits tell the versions apart and 50 the ids: one version in 16,000 is not counted, and one file in 20 of 10
 * million rows has a version too many, one in 2,000 of a million. Only a number in a report depends on that.
 */
public final class Repetitions {
    private static final int BITS_OF_VERSION = 14;

    private final long rowCount;
    private final DistinctRows wholeRows;
    private final DistinctRows rowsById;

    /** Begins the first pass over that many rows. */
    public Repetitions(int hashesPerPass, long rowCount) {
        this.rowCount = rowCount;
        this.wholeRows = new DistinctRows(hashesPerPass, rowCount);
        this.rowsById = new DistinctRows(hashesPerPass, rowCount, BITS_OF_VERSION, RowId.MOST_VERSIONS);
    }

    public void add(Rows.Row row, byte[] text, int offset, int length) {
        long whole = RowHashes.of(text, offset, length);
        wholeRows.add(whole);
        row.id().ifPresent(id -> {
            byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
            long upper = RowHashes.of(bytes, 0, bytes.length) << BITS_OF_VERSION;
            rowsById.add(upper | (whole >>> (Long.SIZE - BITS_OF_VERSION)));
        });
    }

    /** Ends a pass; true if there has to be another, to which the same rows must be added. */
    public boolean needAnotherPass() {
        boolean wholeRowsDo = wholeRows.needsAnotherPass();
        boolean rowsByIdDo = rowsById.needsAnotherPass();
        return wholeRowsDo || rowsByIdDo;
    }

    /** Rows that are the same as an earlier one, byte by byte; after the last pass. */
    public long duplicates() {
        return rowCount - wholeRows.count();
    }

    /** Rows that have the id of an earlier one and another content; after the last pass. */
    public long versions() {
        return rowsById.others();
    }
}
