package io.callarchive.lake;

import io.callarchive.ArchiveDay;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.CommitOutcome;
import io.callarchive.dayfile.Contention;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PageNote;
import io.callarchive.dayfile.ReplacementRule;
import io.callarchive.dayfile.ReplacementRule.Decision;
import io.callarchive.lake.BlobStore.Stored;
import io.callarchive.pages.ChainHash;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.Staging;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The days as blobs, and the protocol by which they appear.
 *
 * <p>Any number of invocations may work on one day at once. None of them takes a lock: a page block is named by what it
 * holds, and only the commit decides, on the condition that the blob is still as it was looked at. When the process
 * dies before the commit, the staged blocks wait for the message to come again; when it dies after it, the run finds
 * itself in the metadata and knows that it is done.
 */
public final class BlobLake implements Staging {

    private static final Duration CLOCKS_APART_AT_MOST = Duration.ofMinutes(1);

    /** A block must not be empty. */
    private static final byte[] SOME_CONTENT = {0};

    private final BlobStore blobs;
    private final Clock clock;
    private final String appVersion;

    public BlobLake(BlobStore blobs, Clock clock, String appVersion) {
        this.blobs = blobs;
        this.clock = clock;
        this.appVersion = appVersion;
    }

    @Override
    public Staged stage(PageRequest request, Page page) {
        GzipSegment segment = GzipSegment.of(page.lines());
        ChainHash read = Hashes.of(request.previous(), segment.content());
        BlockId id = new BlockId(
                BlockId.Kind.PAGE,
                page.nextLink().isEmpty(),
                new BlockId.Place(
                        request.run().id(),
                        request.run().attempt(),
                        request.chain(),
                        request.run().chains(),
                        request.page()),
                minutesSince(request.run().id(), clock.instant()),
                new BlockId.Content(
                        page.rows(),
                        page.notes(),
                        segment.crc32(),
                        segment.rawLength(),
                        page.times().first(),
                        page.times().last()),
                read,
                request.previous());
        int bytes = segment.content().remaining();
        blobs.stageBlock(DayPath.ofFile(request.day()), id.encode(), segment.content());
        return new Staged(read, ((long) segment.crc32() << Integer.SIZE) | segment.rawLength(), bytes);
    }

    @Override
    public CommitOutcome commit(ArchiveDay day, Run run) {
        return Contention.overcome("the file of " + day, () -> tryToCommit(day, run));
    }

    private Optional<CommitOutcome> tryToCommit(ArchiveDay day, Run run) {
        String path = DayPath.ofFile(day);
        // The list before the blob: whoever discards blocks after the list was made is then seen on the blob.
        List<BlockId> staged = stagedBlocks(path);
        Optional<Stored> blob = blobs.find(path);
        Optional<DayFile> file = blob.flatMap(stored -> DayMetadata.read(stored.metadata()));
        if (blob.isPresent() && file.isEmpty()) {
            return Optional.of(new CommitOutcome.Foreign());
        }
        Optional<CommitOutcome> decided =
                run.reason() == Reason.ERASURE ? decidedForErasure(file, run) : decidedBefore(file, run);
        if (decided.isPresent()) {
            return decided;
        }
        Optional<StagedReading> reading = ChainWalk.find(staged, run);
        return reading.isPresent()
                ? replaceOrConfirm(day, run, reading.get(), blob, file)
                : Optional.of(notWhole(run, staged, file));
    }

    @Override
    public void heartbeat(ArchiveDay day, RunId run, Instant next) {
        stageHeartbeat(day, run, next, false);
    }

    @Override
    public void abandon(ArchiveDay day, RunId run) {
        stageHeartbeat(day, run, clock.instant(), true);
    }

    private void stageHeartbeat(ArchiveDay day, RunId run, Instant when, boolean last) {
        BlockId id = BlockId.heartbeat(run, minutesSince(run, when), last);
        blobs.stageBlock(DayPath.ofFile(day), id.encode(), ByteBuffer.wrap(SOME_CONTENT));
    }

    private static int minutesSince(RunId run, Instant when) {
        return (int) Math.max(0, Duration.between(run.dueAt(), when).toMinutes());
    }

    @Override
    public Optional<Progress> progress(ArchiveDay day) {
        List<BlockId> staged = stagedBlocks(DayPath.ofFile(day));
        Set<RunId> over = staged.stream()
                .filter(BlockId::endsItsRun)
                .map(block -> block.place().run())
                .collect(Collectors.toSet());
        return staged.stream()
                .filter(block -> !over.contains(block.place().run()))
                .map(block -> new Progress(block.place().run(), block.at()))
                .max(Comparator.comparing(Progress::run).thenComparing(Progress::at));
    }

    private List<BlockId> stagedBlocks(String path) {
        return blobs.uncommittedBlocks(path).stream()
                .map(BlockId::decode)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What the file already says about this run: its message has come again, or a newer run has written the day. */
    private Optional<CommitOutcome> decidedBefore(Optional<DayFile> found, Run run) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        DayFile file = found.get();
        if (file.run().equals(run.id())) {
            return Optional.of(new CommitOutcome.Archived(file));
        }
        if (file.lastRun().equals(run.id())) {
            return Optional.of(remaining(file));
        }
        return ReplacementRule.supersededBy(file, run, clock.instant()).map(CommitOutcome.Superseded::new);
    }

    /**
     * An erasure holds the rows of the one file that it was made from, so it replaces that and no other: not an older
     * run's, whose rows it never saw, and not one that was deleted meanwhile.
     */
    private static Optional<CommitOutcome> decidedForErasure(Optional<DayFile> file, Run run) {
        Optional<RunId> writer = file.map(DayFile::run);
        if (writer.equals(Optional.of(run.id()))) {
            return file.map(CommitOutcome.Archived::new);
        }
        return writer.equals(run.base()) ? Optional.empty() : Optional.of(new CommitOutcome.Discarded(writer));
    }

    private static CommitOutcome notWhole(Run run, List<BlockId> staged, Optional<DayFile> file) {
        Optional<RunId> writer = file.map(DayFile::run);
        boolean nothingDiscarded = writer.equals(run.base())
                || file.filter(it -> isFromBefore(it, run)).isPresent();
        return nothingDiscarded || ChainWalk.hasStartedOver(staged, run)
                ? new CommitOutcome.Waiting()
                : new CommitOutcome.Discarded(writer);
    }

    /** Whether the file was there before the run began, so that its commit has discarded nothing of the run. */
    private static boolean isFromBefore(DayFile file, Run run) {
        return file.archivedAt().plus(CLOCKS_APART_AT_MOST).isBefore(run.id().dueAt());
    }

    /** Empty if the blob was changed in the meantime. */
    private Optional<CommitOutcome> replaceOrConfirm(
            ArchiveDay day, Run run, StagedReading reading, Optional<Stored> blob, Optional<DayFile> file) {
        if (run.late() && file.isEmpty() && reading.rows() == 0) {
            return Optional.of(new CommitOutcome.Nothing());
        }
        if (blob.isEmpty() || file.isEmpty()) {
            return publish(day, run, reading, blob, file);
        }
        boolean incomplete = reading.notes().contains(PageNote.INCOMPLETE);
        Decision decision = ReplacementRule.decide(
                file.get(), run, reading.digest().hex(), reading.rows(), incomplete, clock.instant());
        if (decision instanceof Decision.Superseded superseded) {
            return Optional.of(new CommitOutcome.Superseded(superseded.by()));
        }
        return decision instanceof Decision.Replace
                ? publish(day, run, reading, blob, file)
                : confirm(day, run, reading, blob.get(), file.get());
    }

    private Optional<CommitOutcome> confirm(ArchiveDay day, Run run, StagedReading reading, Stored blob, DayFile file) {
        DayFile confirmed = file.confirmedBy(run, reading.rows());
        boolean done = blobs.replaceMetadata(
                DayPath.ofFile(day), DayMetadata.write(day, confirmed, blob.metadata()), blob.etag());
        return done ? Optional.of(remaining(confirmed)) : Optional.empty();
    }

    private static CommitOutcome remaining(DayFile file) {
        return file.lastRows() < file.rows() ? new CommitOutcome.Kept(file) : new CommitOutcome.Unchanged(file);
    }

    private Optional<CommitOutcome> publish(
            ArchiveDay day, Run run, StagedReading reading, Optional<Stored> blob, Optional<DayFile> before) {
        String path = DayPath.ofFile(day);
        BlockId header = frame(BlockId.Kind.HEADER, run, reading);
        BlockId trailer = frame(BlockId.Kind.TRAILER, run, reading);
        blobs.stageBlock(path, header.encode(), GzipFrame.header());
        blobs.stageBlock(path, trailer.encode(), GzipFrame.trailer(reading.crc32(), reading.rawLength()));
        List<String> ids = new ArrayList<>();
        ids.add(header.encode());
        reading.pages().forEach(page -> ids.add(page.encode()));
        ids.add(trailer.encode());
        DayFile file = file(run, reading, before);
        Map<String, String> others = blob.map(Stored::metadata).orElse(Map.of());
        boolean done = blobs.commit(path, ids, DayMetadata.write(day, file, others), blob);
        return done ? Optional.of(new CommitOutcome.Archived(file)) : Optional.empty();
    }

    /**
     * Header and trailer are named by the reading they frame: were the name only the run's, the trailer of one branch
     * could be overwritten by that of another between staging and commit.
     */
    private static BlockId frame(BlockId.Kind kind, Run run, StagedReading reading) {
        return new BlockId(
                kind,
                false,
                new BlockId.Place(run.id(), run.attempt(), 0, run.chains(), 0),
                0,
                new BlockId.Content(
                        0, Set.of(), reading.crc32(), (int) reading.rawLength(), Optional.empty(), Optional.empty()),
                reading.digest(),
                ChainHash.NONE);
    }

    private DayFile file(Run run, StagedReading reading, Optional<DayFile> before) {
        return new DayFile(
                run.id(),
                run.reason(),
                new DayFile.Content(
                        reading.rows(),
                        reading.pages().size(),
                        reading.rawLength(),
                        String.format(Locale.ROOT, "%08x", reading.crc32()),
                        reading.digest().hex(),
                        reading.first(),
                        reading.last(),
                        notes(run, reading, before)),
                clock.instant(),
                stateAfter(run),
                DayFile.after(
                        before.map(DayFile::readings).orElse(List.of()), new DayFile.Reading(run.id(), reading.rows())),
                appVersion,
                Optional.empty());
    }

    /** A day that was read in time stays so, whenever it is read again. */
    private static Set<PageNote> notes(Run run, StagedReading reading, Optional<DayFile> before) {
        boolean late =
                before.map(file -> file.notes().contains(PageNote.READ_LATE)).orElse(run.late());
        Set<PageNote> notes = EnumSet.noneOf(PageNote.class);
        notes.addAll(reading.notes());
        if (late) {
            notes.add(PageNote.READ_LATE);
        }
        return notes;
    }

    private static DayFile.State stateAfter(Run run) {
        if (run.reason() == Reason.ERASURE) {
            return DayFile.State.ERASED;
        }
        return run.settles() ? DayFile.State.SETTLED : DayFile.State.PROVISIONAL;
    }
}
