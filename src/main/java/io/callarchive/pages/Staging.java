package io.callarchive.pages;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.CommitOutcome;
import io.callarchive.dayfile.DayFile;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the days are kept. All methods may be repeated with the same arguments, at the same time by several callers,
 * and may be cut off at any point: what a reader sees of a day is always one whole reading of it, or nothing.
 *
 * <p>Errors of the storage service are thrown as unchecked exceptions.
 */
public interface Staging {
    /** Stores a page out of sight. */
    Staged stage(PageRequest request, Page page);

    /** Leaves word, out of sight, that the run will ask for its next page then: until an hour later it is alive. */
    void expect(ArchiveDay day, RunId run, Instant next);

    /** Leaves word, out of sight, that the run has ended without a file. */
    void giveUp(ArchiveDay day, RunId run);

    /** After a chain's last page: makes the day's file appear if every chain of the run is whole. */
    CommitOutcome settle(ArchiveDay day, Run run);

    /** The days of a log in a span of dates, both ends included. */
    Holdings holdings(CallLog log, LocalDate from, LocalDate to);

    /** How far the newest run is that left word and was not given up; empty if there is none. */
    Optional<Progress> progress(ArchiveDay day);

    /**
     * A run under way, or abandoned.
     *
     * @param at when it stored a page last, or will ask for its next one, to the minute
     */
    record Progress(RunId run, Instant at) {}

    /**
     * What is there of a log.
     *
     * @param files the archived days
     * @param begun days without a file of which a run has left word
     */
    record Holdings(Map<LocalDate, DayFile> files, Set<LocalDate> begun) {
        public Holdings {
            files = Map.copyOf(files);
            begun = Set.copyOf(begun);
        }
    }

    /**
     * A page that is stored.
     *
     * @param read what the chain has read now
     * @param fingerprint of the page's own lines
     * @param bytes its size in the file
     */
    record Staged(ChainHash read, long fingerprint, int bytes) {}
}
