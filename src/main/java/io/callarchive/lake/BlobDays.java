package io.callarchive.lake;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.RunId;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.lake.BlobStore.Listed;
import io.callarchive.lake.BlobStore.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The published files as blobs, and beside each the record of what was learned about it since it was written. A record
 * names the run whose file it speaks of, so that it says nothing about any other; what is written with a file stays as
 * it is, and so do its ETag and the time of its last change.
 */
public final class BlobDays implements PublishedDays {
    private final LakeStores stores;
    private final Clock clock;

    public BlobDays(LakeStores stores, Clock clock) {
        this.stores = stores;
        this.clock = clock;
    }

    /**
     * What is in a day's place.
     *
     * @param taken whether any blob is
     * @param file the day's file, if the blob is Callarchive's
     */
    record Look(boolean taken, Optional<Published> file) {}

    Look look(ArchiveDay day) {
        Optional<Stored> blob = stores.files().find(DayPath.ofFile(day));
        boolean ours = blob.flatMap(stored -> DayMetadata.read(stored.metadata(), Map.of()))
                .isPresent();
        if (!ours) {
            return new Look(blob.isPresent(), Optional.empty());
        }
        Optional<Stored> record = stores.records().find(DayPath.ofRecord(day));
        Map<String, String> learned = record.map(Stored::metadata).orElse(Map.of());
        return new Look(
                true,
                blob.flatMap(stored -> DayMetadata.read(stored.metadata(), learned)
                        .map(file -> new PublishedBlob(day, file, stored, record))));
    }

    @Override
    public Optional<Published> find(ArchiveDay day) {
        return look(day).file();
    }

    /** What that run has read of the day, published to be compared with its file; nothing can be learned of it. */
    Optional<ReadableRows> reading(ArchiveDay day, RunId run, Stored stored) {
        return DayMetadata.read(stored.metadata(), Map.of())
                .map(file -> new ReadingBlob(file, stores.readings(), DayPath.ofReading(day, run), stored.etag()));
    }

    @Override
    public Map<LocalDate, ListedFile> listed(CallLog log, LocalDate from, LocalDate to) {
        Map<LocalDate, Listed> records = list(stores.records(), log, from, to);
        Map<LocalDate, ListedFile> files = new TreeMap<>();
        list(stores.files(), log, from, to).forEach((date, blob) -> {
            Optional<Listed> record = Optional.ofNullable(records.get(date));
            DayMetadata.read(blob.metadata(), record.map(Listed::metadata).orElse(Map.of()))
                    .ifPresent(file -> files.put(
                            date,
                            new ListedFile(
                                    file,
                                    blob.etag(),
                                    blob.bytes(),
                                    record.map(Listed::changedAt)
                                            .filter(blob.changedAt()::isBefore)
                                            .orElse(blob.changedAt()))));
        });
        return files;
    }

    @Override
    public Set<LocalDate> begun(CallLog log, LocalDate from, LocalDate to) {
        Map<LocalDate, Listed> days = list(stores.files(), log, from, to);
        days.values()
                .removeIf(blob -> DayMetadata.read(blob.metadata(), Map.of()).isPresent());
        return days.keySet();
    }

    @Override
    public void discardReadings(ArchiveDay day) {
        for (String reading : stores.readings().list(DayPath.ofReadings(day)).keySet()) {
            // Only a commit discards what is staged; a blob that has none cannot be deleted.
            stores.readings()
                    .commit(reading, List.of(), Map.of(), stores.readings().find(reading));
            stores.readings().delete(reading);
        }
    }

    private static Map<LocalDate, Listed> list(BlobStore blobs, CallLog log, LocalDate from, LocalDate to) {
        Map<LocalDate, Listed> found = new HashMap<>();
        blobs.list(DayPath.ofLog(log))
                .forEach((name, blob) -> DayPath.dateOf(log, name)
                        .filter(date -> !date.isBefore(from) && !date.isAfter(to))
                        .ifPresent(date -> found.put(date, blob)));
        return found;
    }

    private record ReadingBlob(DayFile file, BlobStore blobs, String path, String etag) implements ReadableRows {
        @Override
        public InputStream open() throws IOException {
            return blobs.read(path, etag);
        }
    }

    /** A file; its state is that of the two blobs. */
    private final class PublishedBlob implements Published {
        private final ArchiveDay day;
        private final DayFile file;
        private final Stored stored;
        private final Optional<Stored> record;

        PublishedBlob(ArchiveDay day, DayFile file, Stored stored, Optional<Stored> record) {
            this.day = day;
            this.file = file;
            this.stored = stored;
            this.record = record;
        }

        @Override
        public DayFile file() {
            return file;
        }

        @Override
        public InputStream open() throws IOException {
            return stores.files().read(DayPath.ofFile(day), stored.etag());
        }

        @Override
        public boolean remember(DayFile known) {
            Map<String, String> learned = DayMetadata.writeLearned(known);
            String path = DayPath.ofRecord(day);
            return record.isPresent()
                    ? stores.records()
                            .replaceMetadata(path, learned, record.get().etag())
                    : stores.records().commit(path, List.of(), learned, Optional.empty());
        }

        @Override
        public Replacement replaceBy(RunId writer) {
            return new BlobReplacement(stores.files(), day, writer, stored, clock);
        }
    }
}
