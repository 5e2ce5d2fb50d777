package io.callarchive.lake;

import io.callarchive.ArchiveDay;
import io.callarchive.RunId;
import io.callarchive.TimeRange;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PublishedDays.Replacement;
import io.callarchive.lake.BlobStore.Stored;
import io.callarchive.pages.ChainHash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rows that are to take a file's place, staged block by block on its blob. Keeps one block in memory. */
final class BlobReplacement implements Replacement {
    private static final int ROWS_PER_BLOCK = 1_000;
    /** A block of long rows has fewer of them. */
    private static final int BYTES_PER_BLOCK = 4 << 20;

    private final BlobStore blobs;
    private final ArchiveDay day;
    private final RunId writer;
    private final Stored replaced;
    private final Clock clock;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final List<BlockId> blocks = new ArrayList<>();
    private int count;
    private TimeRange times = new TimeRange();
    private ChainHash read = ChainHash.NONE;
    private boolean published;

    BlobReplacement(BlobStore blobs, ArchiveDay day, RunId writer, Stored replaced, Clock clock) {
        this.blobs = blobs;
        this.day = day;
        this.writer = writer;
        this.replaced = replaced;
        this.clock = clock;
    }

    @Override
    public void add(byte[] text, int offset, int length, Optional<Instant> time) {
        if (count == ROWS_PER_BLOCK || lines.size() >= BYTES_PER_BLOCK) {
            stage();
        }
        lines.write(text, offset, length);
        lines.write('\n');
        count++;
        time.ifPresent(times::add);
    }

    private void stage() {
        GzipSegment segment = GzipSegment.of(ByteBuffer.wrap(lines.toByteArray()));
        ChainHash previous = read;
        read = Hashes.of(previous, segment.content());
        BlockId id = new BlockId(
                BlockId.Kind.PAGE,
                false,
                new BlockId.Place(writer, 0, 0, 1, blocks.size()),
                minute(),
                new BlockId.Content(count, Set.of(), segment.crc32(), segment.rawLength(), times.first(), times.last()),
                read,
                previous);
        blobs.stageBlock(DayPath.ofFile(day), id.encode(), segment.content());
        blocks.add(id);
        lines.reset();
        count = 0;
        times = new TimeRange();
    }

    private int minute() {
        return BlockId.minuteOf(writer, clock.instant());
    }

    @Override
    public DayFile.Content end() {
        if (count > 0 || blocks.isEmpty()) {
            stage();
        }
        return staged().content(Set.of());
    }

    private StagedReading staged() {
        return new StagedReading(List.copyOf(blocks), List.of(read));
    }

    @Override
    public boolean publish(DayFile file) {
        published = PageBlocks.commit(
                blobs,
                DayPath.ofFile(day),
                writer,
                staged(),
                DayMetadata.write(day, file, replaced.metadata()),
                Optional.of(replaced));
        return published;
    }

    @Override
    public void close() {
        if (!published && !blocks.isEmpty()) {
            PageBlocks.stageHeartbeat(blobs, DayPath.ofFile(day), writer, minute(), true);
        }
    }
}
