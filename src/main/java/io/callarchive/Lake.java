package io.callarchive;

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
public interface Lake {
    /** Stores a page out of sight. */
    Staged stage(PageRequest request, Page page);

    /** After a chain's last page: makes the day's file appear if every chain of the run is whole. */
    Settlement settle(ArchiveDay day, Run run);

    /** The days of a log in a span of dates, both ends included. */
    Holdings holdings(CallLog log, LocalDate from, LocalDate to);

    /** How far the newest run is whose pages no file holds; empty if there are none. */
    Optional<Progress> progress(ArchiveDay day);

    /**
     * A run under way, or abandoned.
     *
     * @param at when it stored a page last, to the minute
     */
    record Progress(RunId run, Instant at) {}

    /**
     * What is there of a log.
     *
     * @param files the archived days
     * @param begun days without a file of which pages are stored
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
