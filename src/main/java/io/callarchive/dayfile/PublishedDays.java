package io.callarchive.dayfile;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.RunId;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The files as their readers find them. Errors of the storage service are thrown as unchecked exceptions. */
public interface PublishedDays {
    /** The day's file as it is at this moment; empty if there is none, or one that Callarchive did not write. */
    Optional<Published> find(ArchiveDay day);

    /** The archived days of a log in a span of dates, both ends included. */
    default Map<LocalDate, DayFile> between(CallLog log, LocalDate from, LocalDate to) {
        Map<LocalDate, DayFile> files = new TreeMap<>();
        listed(log, from, to).forEach((date, listed) -> files.put(date, listed.file()));
        return files;
    }

    /** The same, with what the storage says of their bytes. */
    Map<LocalDate, ListedFile> listed(CallLog log, LocalDate from, LocalDate to);

    /**
     * A file as a listing shows it.
     *
     * @param etag of its bytes and of what was written with them
     * @param bytes as it is stored
     * @param changedAt when it was written, or something was learned of it last, by the storage's clock
     */
    record ListedFile(DayFile file, String etag, long bytes, Instant changedAt) {}

    /** Discards what runs have read of the day to compare it with its file. */
    void discardReadings(ArchiveDay day);

    /** Days without a file, between two dates, of which a run has staged something. */
    Set<LocalDate> begun(CallLog log, LocalDate from, LocalDate to);

    /** Rows that can be read, and what is known about them. */
    interface ReadableRows {
        DayFile file();

        /**
         * The file's bytes, which are gzip.
         *
         * @throws ChangedMeanwhile here or from the stream, if the file is in another state by now
         * @throws IOException if the storage cannot be read
         */
        InputStream open() throws IOException;
    }

    /** A file in one state: whatever anyone changes about its bytes or its metadata makes it another. */
    interface Published extends ReadableRows {
        /**
         * Replaces what was learned about the file since it was written; its bytes stay, and what was written with
         * them. False, and nothing is changed, if somebody else has learned something meanwhile.
         */
        boolean remember(DayFile known);

        /** Rows that a run puts in the place of the file's. */
        Replacement replaceBy(RunId writer);
    }

    /** Rows that are to take a file's place: out of sight until they do, and for ever if they do not. */
    interface Replacement extends AutoCloseable {
        /** Takes the next row; its time, if it is known. */
        void add(byte[] text, int offset, int length, Optional<Instant> time);

        /** What there is by now, without notes; in blocks of their own, which is what its pages are. Takes no more. */
        DayFile.Content end();

        /** Makes the rows the file; false, and nothing is changed, if the file is in another state by now. */
        boolean publish(DayFile file);

        /** Leaves word that nothing more comes of it if it was not published. */
        @Override
        void close();
    }

    /** The file is not in the state any more in which it was found. */
    final class ChangedMeanwhile extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        public ChangedMeanwhile(Throwable cause) {
            super("the file was changed while it was read", cause);
        }

        public ChangedMeanwhile() {
            super("the file was changed while it was read");
        }
    }
}
