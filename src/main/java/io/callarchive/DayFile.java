package io.callarchive;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known about an archived day: the file's metadata.
 *
 * @param run the run that wrote the rows
 * @param reason why that run read the day
 * @param rows lines in the file
 * @param pages answers of Graph they came in
 * @param rawSizeBytes uncompressed size
 * @param crc32 of the uncompressed content, 8 hex digits, as in the gzip trailer
 * @param digest of the chains' hashes: equal digests mean an equal reading
 * @param firstRowTime the earliest time of a row, to the millisecond
 * @param lastRowTime the latest
 * @param archivedAt when the rows were written
 * @param state whether late rows may still come
 * @param lastRun the newest run that finished: {@code run}, or one that found nothing better
 * @param lastRows how many rows that run found
 * @param appVersion of Callarchive when it wrote the rows
 * @param check what reading the file back found; empty if that is still to be done
 */
public record DayFile(
        RunId run,
        Reason reason,
        long rows,
        long pages,
        long rawSizeBytes,
        String crc32,
        String digest,
        Optional<Instant> firstRowTime,
        Optional<Instant> lastRowTime,
        Instant archivedAt,
        State state,
        RunId lastRun,
        long lastRows,
        String appVersion,
        Optional<Check> check) {
    /**
     * What reading the published file back found.
     *
     * @param at when
     * @param duplicates rows that repeat an earlier one: by their id, or as a whole where they have none
     * @param outside rows whose time is not in the day
     */
    public record Check(Instant at, long duplicates, long outside) {}

    /** Whether the day is final. */
    public enum State {
        /** Late rows may still come: the day will be read again. */
        PROVISIONAL,
        /** Read for the last time. */
        SETTLED;

        /** The name in metadata and log lines. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** This file after a run that brought nothing better: the rows stay, the run is remembered. */
    public DayFile confirmedBy(Run newer, long rowsFound) {
        return with(newer.settles() ? State.SETTLED : state, newer.id(), rowsFound, check);
    }

    /** This file after it was read back. */
    public DayFile checkedWith(Check result) {
        return with(state, lastRun, lastRows, Optional.of(result));
    }

    /** The same rows, of which something else is known. */
    private DayFile with(State newState, RunId newLastRun, long newLastRows, Optional<Check> newCheck) {
        return new DayFile(
                run,
                reason,
                rows,
                pages,
                rawSizeBytes,
                crc32,
                digest,
                firstRowTime,
                lastRowTime,
                archivedAt,
                newState,
                newLastRun,
                newLastRows,
                appVersion,
                newCheck);
    }

    /** Rows known to repeat an earlier one; 0 for a file that was not checked. */
    public long duplicates() {
        return check.map(Check::duplicates).orElse(0L);
    }
}
