package io.callarchive.dayfile;

import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is known about an archived day: the file's metadata.
 *
 * @param run the run that wrote the rows
 * @param reason why that run read the day
 * @param content what is in it
 * @param archivedAt when the rows were written
 * @param state whether late rows may still come
 * @param readings what the runs found that finished the day, the first one first and the newest last: at least one, at
 *     most {@link #MAX_READINGS}
 * @param appVersion of Callarchive when it wrote the rows
 * @param check what reading the file back found; empty if that is still to be done
 */
public record DayFile(
        RunId run,
        Reason reason,
        Content content,
        Instant archivedAt,
        State state,
        List<Reading> readings,
        String appVersion,
        Optional<Check> check) {
    /** Of more readings the first and the newest are kept. */
    public static final int MAX_READINGS = 10;

    /**
     * What is in a file.
     *
     * @param rows lines in the file
     * @param pages answers of Graph they came in
     * @param rawSizeBytes uncompressed size
     * @param crc32 of the uncompressed content, 8 hex digits, as in the gzip trailer
     * @param digest of the chains' hashes: equal digests mean an equal reading
     * @param firstRowTime the earliest time of a row, to the millisecond
     * @param lastRowTime the latest
     * @param notes about the pages that the rows came in
     */
    public record Content(
            long rows,
            long pages,
            long rawSizeBytes,
            String crc32,
            String digest,
            Optional<Instant> firstRowTime,
            Optional<Instant> lastRowTime,
            Set<PageNote> notes) {
        public Content {
            notes = PageNote.inOrder(notes);
        }
    }

    public DayFile {
        if (readings.isEmpty() || readings.size() > MAX_READINGS) {
            throw new IllegalArgumentException("a file has 1.." + MAX_READINGS + " readings: " + readings.size());
        }
        readings = List.copyOf(readings);
    }

    /**
     * What a run found when it read the day; the growth from reading to reading is how late Microsoft delivers.
     *
     * @param run the run that read the day
     * @param rows how many lines it found
     * @param added how many different rows of them the file did not have
     * @param vanished how many different rows of the file Graph did not hand out any more; the archive keeps them
     * @param digest of the reading, known of the newest one if the file was not made of it
     */
    public record Reading(RunId run, long rows, long added, long vanished, Optional<String> digest) {
        /** A reading that was like the file, or the first one. */
        public Reading(RunId run, long rows) {
            this(run, rows, 0, 0, Optional.empty());
        }

        private Reading withoutDigest() {
            return new Reading(run, rows, added, vanished, Optional.empty());
        }
    }

    /**
     * What reading the published file back found.
     *
     * @param at when
     * @param duplicates rows that are the same as an earlier one, byte by byte; in a result without {@code versions}
     *     also those that share only the id
     * @param versions rows that have the id of an earlier one and another content; empty if an older
     *     release of the app read the file, which did not tell them from duplicates
     * @param outside rows whose time is not in the day
     * @param countries where the users of the rows are, in two letters each
     * @param damage in which way the file was not what its metadata says; empty if it was
     * @param hashes of the bytes that were read; empty for a damaged file, or if an older release read it
     */
    public record Check(
            Instant at,
            long duplicates,
            Optional<Long> versions,
            long outside,
            Set<String> countries,
            Optional<String> damage,
            Optional<FileHashes> hashes) {
        public Check {
            countries = Set.copyOf(countries);
        }

        /** Of a sound file of which no hashes are known. */
        public Check(Instant at, long duplicates, Optional<Long> versions, long outside, Set<String> countries) {
            this(at, duplicates, versions, outside, countries, Optional.empty(), Optional.empty());
        }
    }

    /** Whether the day is final. */
    public enum State {
        /** Late rows may still come: the day will be read again. */
        PROVISIONAL,
        /** Read for the last time. */
        SETTLED,
        /** Rows were removed from it on purpose: only a forced backfill reads the day again. */
        ERASED;

        /** The name in metadata and log lines. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** This file after a run that brought nothing better: the rows stay, the reading is remembered. */
    public DayFile confirmedBy(Run newer, Reading found) {
        State newState = newer.settles() && state == State.PROVISIONAL ? State.SETTLED : state;
        return with(newState, after(readings, found), check);
    }

    /** This file after it was read back. */
    public DayFile checkedWith(Check result) {
        return with(state, readings, Optional.of(result));
    }

    /**
     * The readings with one more, in the place of the last one if that is of the same run; between the first and the
     * newest the oldest give way.
     */
    public static List<Reading> after(List<Reading> earlier, Reading newest) {
        List<Reading> all =
                new ArrayList<>(earlier.stream().map(Reading::withoutDigest).toList());
        if (!all.isEmpty() && all.get(all.size() - 1).run().equals(newest.run())) {
            all.remove(all.size() - 1);
        }
        all.add(newest);
        while (all.size() > MAX_READINGS) {
            all.remove(1);
        }
        return List.copyOf(all);
    }

    /** The newest run that finished: {@code run}, or one that found nothing better. */
    public RunId lastRun() {
        return lastReading().run();
    }

    /** How many rows that run found. */
    public long lastRows() {
        return lastReading().rows();
    }

    /** What that run found. */
    public Reading lastReading() {
        return readings.get(readings.size() - 1);
    }

    /** The digest of that run's reading. */
    public String lastDigest() {
        return lastReading().digest().orElse(content.digest());
    }

    /** The same rows, of which something else is known. */
    private DayFile with(State newState, List<Reading> newReadings, Optional<Check> newCheck) {
        return new DayFile(run, reason, content, archivedAt, newState, newReadings, appVersion, newCheck);
    }

    public long rows() {
        return content.rows();
    }

    public long pages() {
        return content.pages();
    }

    public Set<PageNote> notes() {
        return content.notes();
    }

    /** Whether the file's bytes were found not to be what was archived. */
    public boolean isDamaged() {
        return check.flatMap(Check::damage).isPresent();
    }

    /** Whether rows are missing that were served, but could not be read. */
    public boolean isIncomplete() {
        return notes().contains(PageNote.INCOMPLETE);
    }

    /** Whether a run that began then, or later, has read the day; to the millisecond, which is what a run's id tells. */
    public boolean isReadSince(Instant time) {
        return !lastRun().dueAt().isBefore(time.truncatedTo(ChronoUnit.MILLIS));
    }

    /**
     * Whether the day is to be read afresh because its file repeats rows. Once: a file that came of such a reading and
     * still repeats rows shows Graph's log as it is. A run that began before the check could not know of the repeats.
     */
    public boolean deservesRecheck() {
        return repeats() > 0
                && !isDamaged()
                && reason != Reason.RECHECK
                && state != State.ERASED
                && wasCheckedSinceItWasRead();
    }

    /** Whether the day is to be read afresh because its file is damaged: once after each check that found it so. */
    public boolean deservesRepair() {
        return isDamaged() && state != State.ERASED && wasCheckedSinceItWasRead();
    }

    private boolean wasCheckedSinceItWasRead() {
        return check.filter(result -> lastRun().dueAt().isBefore(result.at())).isPresent();
    }

    /** Rows that may be left out and nothing is lost; 0 for a file of which that is not known. */
    public long repeats() {
        return check.filter(result -> result.versions().isPresent())
                .map(Check::duplicates)
                .orElse(0L);
    }
}
