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
    public Map<LocalDate, DayFile> between(CallLog log, LocalDate from, LocalDate to) {
        Map<LocalDate, DayFile> files = new TreeMap<>();
        metadata(log, from, to)
                .forEach((date, metadata) -> DayMetadata.read(metadata).ifPresent(file -> files.put(date, file)));
        return files;
    }

    @Override
    public Set<LocalDate> begun(CallLog log, LocalDate from, LocalDate to) {
        Map<LocalDate, Map<String, String>> days = metadata(log, from, to);
        days.values().removeIf(metadata -> DayMetadata.read(metadata).isPresent());
        return days.keySet();
    }

    private Map<LocalDate, Map<String, String>> metadata(CallLog log, LocalDate from, LocalDate to) {
        Map<LocalDate, Map<String, String>> found = new TreeMap<>();
        blobs.list(DayPath.ofLog(log))
                .forEach((name, metadata) -> DayPath.dateOf(log, name)
                        .filter(date -> !date.isBefore(from) && !date.isAfter(to))
                        .ifPresent(date -> found.put(date, metadata)));
        return found;
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
