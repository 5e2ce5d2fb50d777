package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.ParallelReads;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RowTimes;
import io.callarchive.plan.Inventory;
import io.callarchive.plan.LogInventory;
import io.callarchive.testing.AdjustableClock;
import io.callarchive.testing.InMemoryBlobStore;
import io.callarchive.testing.Runs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The signs of life that runs leave in the lake, and who reads them. */
class HeartbeatTest {
    private static final ArchiveDay DAY = new ArchiveDay(CallLog.SMS, LocalDate.of(2026, 11, 21));
    private static final Instant NIGHT = Instant.parse("2026-11-22T03:30:00Z");

    private final AdjustableClock now = new AdjustableClock(NIGHT);
    private final Clock clock = now.withZone(ZoneOffset.UTC);
    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final BlobLake lake = new BlobLake(blobs, clock, "test");
    private final BlobDays days = new BlobDays(blobs);
    private final Random random = new Random(1);
    private final RunId run = RunId.startingAt(NIGHT, random);

    @Test
    void aDayThatWaitsForItsTurnIsInProgressUntilAnHourAfterIt() {
        lake.heartbeat(DAY, run, NIGHT.plus(Duration.ofHours(3)));

        assertThat(isUnderWay()).isTrue();
        now.advance(Duration.ofMinutes(239));
        assertThat(isUnderWay()).isTrue();
        now.advance(Duration.ofMinutes(2));
        assertThat(isUnderWay()).isFalse();
    }

    @Test
    void aRunThatWasAbandonedIsNotInProgressButANewerOneIs() {
        lake.heartbeat(DAY, run, NIGHT);
        lake.abandon(DAY, run);
        assertThat(lake.progress(DAY)).isEmpty();
        assertThat(isUnderWay()).isFalse();

        now.advance(Duration.ofMinutes(1));
        RunId newer = RunId.startingAt(now.instant(), random);
        lake.heartbeat(DAY, newer, now.instant());
        assertThat(lake.progress(DAY))
                .hasValueSatisfying(progress -> assertThat(progress.run()).isEqualTo(newer));
        assertThat(isUnderWay()).isTrue();
    }

    @Test
    void heartbeatsAreNeverPartOfAFileAndGoWithItsCommit() {
        lake.heartbeat(DAY, run, NIGHT);
        archive(run);

        String path = DayPath.ofFile(DAY);
        assertThat(blobs.uncommittedBlocks(path)).isEmpty();
        assertThat(isUnderWay()).isFalse();
        assertThat(days.between(DAY.log(), DAY.date(), DAY.date()).files()).hasSize(1);
    }

    @Test
    void heartbeatsOfARunThatFoundNothingNewDoNotKeepTheDayInProgress() {
        archive(run);
        now.advance(Duration.ofHours(24));
        RunId again = RunId.startingAt(now.instant(), random);
        lake.heartbeat(DAY, again, now.instant());
        assertThat(isUnderWay()).isTrue();
        archive(again);

        assertThat(blobs.uncommittedBlocks(DayPath.ofFile(DAY))).isNotEmpty();
        assertThat(isUnderWay()).isFalse();
    }

    private boolean isUnderWay() {
        LogInventory known = new Inventory(days, lake, clock, new ParallelReads(Runnable::run))
                .look(List.of(DAY.log()), DAY.date(), DAY.date())
                .getOrDefault(DAY.log(), new LogInventory(Map.of(), Set.of()));
        return known.underWay().contains(DAY.date());
    }

    private void archive(RunId id) {
        Run whole = Runs.of(id, Reason.NIGHTLY);
        ByteBuffer lines = ByteBuffer.wrap("{}\n".getBytes(StandardCharsets.UTF_8));
        lake.stage(PageRequest.firstPages(DAY, whole).get(0), new Page(lines, 1, RowTimes.NONE, Optional.empty()));
        lake.commit(DAY, whole);
    }
}
