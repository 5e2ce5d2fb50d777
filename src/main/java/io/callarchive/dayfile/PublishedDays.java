package io.callarchive.dayfile;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files as their readers find them. Errors of the storage service are thrown as unchecked exceptions. */
public interface PublishedDays {
    /** The day's file as it is at this moment; empty if there is none, or one that Callarchive did not write. */
    Optional<Published> find(ArchiveDay day);

    /** The archived days of a log in a span of dates, both ends included. */
    Map<LocalDate, DayFile> between(CallLog log, LocalDate from, LocalDate to);

    /** Days without a file, between two dates, of which a run has staged something. */
    Set<LocalDate> begun(CallLog log, LocalDate from, LocalDate to);

    /** A file in one state: whatever anyone changes about it, its metadata included, makes it another. */
    interface Published {
        DayFile file();

        /**
         * The file's bytes, which are gzip.
         *
         * @throws ChangedMeanwhile here or from the stream, if the file is in another state by now
         * @throws IOException if the storage cannot be read
         */
        InputStream open() throws IOException;

        /** Replaces what is known about the file; false, and nothing is changed, if it is in another state by now. */
        boolean remember(DayFile known);
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
