package io.callarchive.lake;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.lake.BlobStore.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The published files as blobs; the ETag is a file's state. */
public final class BlobDays implements PublishedDays {
    private final BlobStore blobs;

    public BlobDays(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public Optional<Published> find(ArchiveDay day) {
        return blobs.find(DayPath.ofFile(day))
                .flatMap(stored ->
                        DayMetadata.read(stored.metadata()).map(file -> new PublishedBlob(day, file, stored)));
    }

    @Override
    public Holdings between(CallLog log, LocalDate from, LocalDate to) {
        Map<LocalDate, DayFile> files = new TreeMap<>();
        Set<LocalDate> begun = new TreeSet<>();
        blobs.list(DayPath.ofLog(log))
                .forEach((name, metadata) -> DayPath.dateOf(log, name)
                        .filter(date -> !date.isBefore(from) && !date.isAfter(to))
                        .ifPresent(date -> DayMetadata.read(metadata)
                                .ifPresentOrElse(file -> files.put(date, file), () -> begun.add(date))));
        return new Holdings(files, begun);
    }

    private final class PublishedBlob implements Published {
        private final ArchiveDay day;
        private final DayFile file;
        private final Stored stored;

        PublishedBlob(ArchiveDay day, DayFile file, Stored stored) {
            this.day = day;
            this.file = file;
            this.stored = stored;
        }

        @Override
        public DayFile file() {
            return file;
        }

        @Override
        public InputStream open() throws IOException {
            return blobs.read(DayPath.ofFile(day), stored.etag());
        }

        @Override
        public boolean remember(DayFile known) {
            return blobs.replaceMetadata(
                    DayPath.ofFile(day), DayMetadata.write(day, known, stored.metadata()), stored.etag());
        }
    }
}
