package io.callarchive.lake;

import io.callarchive.ArchiveDay;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.CommitOutcome;
import io.callarchive.dayfile.Contention;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PageNote;
import io.callarchive.dayfile.PublishedDays.Published;
import io.callarchive.dayfile.PublishedDays.ReadableRows;
import io.callarchive.dayfile.Reconciliation;
import io.callarchive.dayfile.ReplacementRule;
import io.callarchive.dayfile.ReplacementRule.Decision;
import io.callarchive.lake.BlobStore.Stored;
import io.callarchive.pages.ChainHash;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.Staging;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
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

    private final LakeStores stores;
    private final BlobDays days;
    private final Reconciliation reconciliation;
    private final Clock clock;
    private final String appVersion;

    public BlobLake(LakeStores stores, Clock clock, String appVersion) {
        this.stores = stores;
        this.days = new BlobDays(stores, clock);
        this.reconciliation = new Reconciliation(clock);
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
                BlockId.minuteOf(request.run().id(), clock.instant()),
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
        Place place = placeOf(request.day(), request.run());
        place.blobs().stageBlock(place.path(), id.encode(), segment.content());
        return new Staged(read, ((long) segment.crc32() << Integer.SIZE) | segment.rawLength(), bytes);
    }

    /** A blob, and the container it is in. */
    private record Place(BlobStore blobs, String path) {}

    /** Where a run stages its pages: in the day's own place if there is no file, or else beside it. */
    private Place placeOf(ArchiveDay day, Run run) {
        return run.base().isPresent()
                ? new Place(stores.readings(), DayPath.ofReading(day, run.id()))
                : new Place(stores.files(), DayPath.ofFile(day));
    }

    @Override
    public CommitOutcome commit(ArchiveDay day, Run run) {
        return Contention.overcome(
                "the file of " + day, () -> run.base().isPresent() ? tryBeside(day, run) : tryInPlace(day, run));
    }

    /** For a run that has found no file. */
    private Optional<CommitOutcome> tryInPlace(ArchiveDay day, Run run) {
        // The list before the blob: whoever discards blocks after the list was made is then seen on the blob.
        List<BlockId> staged = stagedBlocks(stores.files(), DayPath.ofFile(day));
        BlobDays.Look look = days.look(day);
        Optional<CommitOutcome> decided = decidedBefore(look, run);
        if (decided.isPresent()) {
            return decided;
        }
        Optional<StagedReading> reading = ChainWalk.find(staged, run);
        if (reading.isEmpty()) {
            boolean isOver = look.file()
                    .map(Published::file)
                    .filter(file -> !isFromBefore(file, run))
                    .isPresent();
            return Optional.of(isOver ? discarded(day, run, staged, look.file()) : new CommitOutcome.Waiting());
        }
        if (look.file().isPresent()) {
            // Staged blocks cannot be read, so they cannot be compared: the day is read once more, beside its file.
            Published file = look.file().get();
            return decide(file, run, reading.get()) instanceof Decision.Confirm
                    ? confirm(file, run, reading.get())
                    : Optional.of(discarded(day, run, staged, look.file()));
        }
        if (run.late() && reading.get().rows() == 0) {
            return Optional.of(new CommitOutcome.Nothing());
        }
        DayFile file = file(run, reading.get());
        boolean done = PageBlocks.commit(
                stores.files(),
                DayPath.ofFile(day),
                run.id(),
                reading.get(),
                DayMetadata.write(day, file, Map.of()),
                Optional.empty());
        return done ? Optional.of(new CommitOutcome.Archived(file)) : Optional.empty();
    }

    /** For a run that has found a file: what it has read is compared with that. */
    private Optional<CommitOutcome> tryBeside(ArchiveDay day, Run run) {
        String path = DayPath.ofReading(day, run.id());
        BlobDays.Look look = days.look(day);
        Optional<CommitOutcome> decided = overtakenOrPublished(look, run);
        if (decided.isPresent()) {
            // Of a run that died between its last write and this.
            stores.readings().delete(path);
            return decided;
        }
        if (look.file().isEmpty()) {
            return Optional.of(
                    discarded(day, run, stagedBlocks(stores.files(), DayPath.ofFile(day)), Optional.empty()));
        }
        Published file = look.file().get();
        Optional<Stored> blob = stores.readings().find(path);
        Optional<ReadableRows> whole = blob.flatMap(stored -> days.reading(day, run.id(), stored));
        if (whole.isPresent()) {
            return compare(day, run, file, whole.get());
        }
        return file.file().lastRun().equals(run.id())
                ? Optional.of(CommitOutcome.confirmed(file.file()))
                : confirmOrPublishBeside(day, run, file, blob);
    }

    /** Empty also if the reading is published now: whether by this message or its duplicate, the next round finds it. */
    private Optional<CommitOutcome> confirmOrPublishBeside(
            ArchiveDay day, Run run, Published file, Optional<Stored> blob) {
        String path = DayPath.ofReading(day, run.id());
        Optional<StagedReading> staged = ChainWalk.find(stagedBlocks(stores.readings(), path), run);
        if (staged.isEmpty()) {
            return Optional.of(new CommitOutcome.Waiting());
        }
        if (decide(file, run, staged.get()) instanceof Decision.Confirm) {
            return confirm(file, run, staged.get());
        }
        Map<String, String> metadata = DayMetadata.write(day, file(run, staged.get()), Map.of());
        PageBlocks.commit(stores.readings(), path, run.id(), staged.get(), metadata, blob);
        return Optional.empty();
    }

    private Optional<CommitOutcome> compare(ArchiveDay day, Run run, Published file, ReadableRows reading) {
        try {
            Optional<CommitOutcome> outcome = reconciliation.reconcile(day, run, file, reading);
            outcome.ifPresent(done -> stores.readings().delete(DayPath.ofReading(day, run.id())));
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException("the two readings of " + day + " cannot be compared", e);
        }
    }

    private Decision decide(Published file, Run run, StagedReading reading) {
        return ReplacementRule.decide(
                file.file(),
                run,
                reading.digest().hex(),
                reading.rows(),
                reading.notes().contains(PageNote.INCOMPLETE),
                clock.instant());
    }

    @Override
    public void heartbeat(ArchiveDay day, RunId run, Instant next) {
        stageHeartbeat(day, run, next, false);
    }

    @Override
    public void abandon(ArchiveDay day, RunId run) {
        stageHeartbeat(day, run, clock.instant(), true);
        stores.readings().delete(DayPath.ofReading(day, run));
    }

    private void stageHeartbeat(ArchiveDay day, RunId run, Instant when, boolean last) {
        PageBlocks.stageHeartbeat(stores.files(), DayPath.ofFile(day), run, BlockId.minuteOf(run, when), last);
    }

    @Override
    public Optional<Progress> progress(ArchiveDay day, Optional<RunId> ended) {
        List<BlockId> staged = new ArrayList<>(stagedBlocks(stores.files(), DayPath.ofFile(day)));
        // Without a file no run reads beside it.
        ended.ifPresent(last -> stores.readings().list(DayPath.ofReadings(day)).keySet().stream()
                .filter(name -> DayPath.runOf(day, name)
                        .filter(run -> run.newerThan(last))
                        .isPresent())
                .forEach(name -> staged.addAll(stagedBlocks(stores.readings(), name))));
        Set<RunId> over = staged.stream()
                .filter(BlockId::endsItsRun)
                .map(block -> block.place().run())
                .collect(Collectors.toSet());
        return staged.stream()
                .filter(block -> !over.contains(block.place().run()))
                .filter(block -> ended.filter(last -> !block.place().run().newerThan(last))
                        .isEmpty())
                .map(block -> new Progress(block.place().run(), block.at()))
                .max(Comparator.comparing(Progress::run).thenComparing(Progress::at));
    }

    private static List<BlockId> stagedBlocks(BlobStore blobs, String path) {
        return blobs.uncommittedBlocks(path).stream()
                .map(BlockId::decode)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What the day's place already says about this run: its message has come again, or a newer run has written it. */
    private Optional<CommitOutcome> decidedBefore(BlobDays.Look look, Run run) {
        return overtakenOrPublished(look, run)
                .or(() -> look.file()
                        .map(Published::file)
                        .filter(file -> file.lastRun().equals(run.id()))
                        .map(CommitOutcome::confirmed));
    }

    private Optional<CommitOutcome> overtakenOrPublished(BlobDays.Look look, Run run) {
        if (look.file().isEmpty()) {
            return look.taken() ? Optional.of(new CommitOutcome.Foreign()) : Optional.empty();
        }
        DayFile file = look.file().get().file();
        if (file.run().equals(run.id())) {
            return Optional.of(new CommitOutcome.Archived(file));
        }
        return ReplacementRule.supersededBy(file, run, clock.instant()).map(CommitOutcome.Superseded::new);
    }

    /** The run has to read the day again, unless it does already. */
    private CommitOutcome discarded(ArchiveDay day, Run run, List<BlockId> inPlace, Optional<Published> file) {
        List<BlockId> staged = new ArrayList<>(inPlace);
        staged.addAll(stagedBlocks(stores.readings(), DayPath.ofReading(day, run.id())));
        return ChainWalk.hasStartedOver(staged, run)
                ? new CommitOutcome.Waiting()
                : new CommitOutcome.Discarded(
                        file.map(published -> published.file().run()));
    }

    /** Whether the file was there before the run began, so that its commit has discarded nothing of the run. */
    private static boolean isFromBefore(DayFile file, Run run) {
        return file.archivedAt().plus(CLOCKS_APART_AT_MOST).isBefore(run.id().dueAt());
    }

    private static Optional<CommitOutcome> confirm(Published published, Run run, StagedReading reading) {
        DayFile file = published.file();
        DayFile confirmed = file.confirmedBy(
                run,
                new DayFile.Reading(
                        run.id(),
                        reading.rows(),
                        0,
                        file.lastReading().vanished(),
                        Optional.of(reading.digest().hex())
                                .filter(digest -> !digest.equals(file.content().digest()))));
        return published.remember(confirmed) ? Optional.of(CommitOutcome.confirmed(confirmed)) : Optional.empty();
    }

    private DayFile file(Run run, StagedReading reading) {
        Set<PageNote> notes = EnumSet.noneOf(PageNote.class);
        notes.addAll(reading.notes());
        if (run.late()) {
            notes.add(PageNote.READ_LATE);
        }
        return new DayFile(
                run.id(),
                run.reason(),
                reading.content(notes),
                clock.instant(),
                ReplacementRule.stateAfter(run),
                List.of(new DayFile.Reading(run.id(), reading.rows())),
                appVersion,
                Optional.empty());
    }
}
