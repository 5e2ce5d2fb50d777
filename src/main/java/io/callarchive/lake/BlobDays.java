package io.callarchive.lake;

import io.callarchive.ArchiveDay;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.lake.BlobStore.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

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
