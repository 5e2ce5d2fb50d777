package io.callarchive.pages;

import io.callarchive.ArchiveDay;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.CommitOutcome;
import java.time.Instant;
import java.util.Optional;

/**
 * Where pages are stored out of sight until a run is whole and its commit makes them the day's file. All methods may be
 * repeated with the same arguments, at the same time by several callers, and may be cut off at any point: what a reader
 * sees of a day is always one whole reading of it, or nothing.
 *
 * <p>Errors of the storage service are thrown as unchecked exceptions.
 */
public interface Staging {
    /** Stores a page out of sight. */
    Staged stage(PageRequest request, Page page);

    /** A sign of life, out of sight: the run will ask for its next page then, and until an hour later it is alive. */
    void heartbeat(ArchiveDay day, RunId run, Instant next);

    /** The last sign of life, out of sight: the run has ended without a file. */
    void abandon(ArchiveDay day, RunId run);

    /**
     * After a chain's last page, if every chain of the run is whole: makes the day's file appear, or one file of it and
     * of what was read now.
     */
    CommitOutcome commit(ArchiveDay day, Run run);

    /**
     * How far the newest run is that staged anything and was not abandoned; empty if there is none.
     *
     * @param ended the newest run that is known to have finished the day: it and all before it are over; empty if there
     *     is no file
     */
    Optional<Progress> progress(ArchiveDay day, Optional<RunId> ended);

    /**
     * A run under way, or abandoned.
     *
     * @param at when it stored a page last, or will ask for its next one, to the minute
     */
    record Progress(RunId run, Instant at) {}

    /**
     * A page that is stored.
     *
     * @param read what the chain has read now
     * @param fingerprint of the page's own lines
     * @param bytes its size in the file
     */
    record Staged(ChainHash read, long fingerprint, int bytes) {}
}
