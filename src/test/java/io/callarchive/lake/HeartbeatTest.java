package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RowTimes;
import io.callarchive.pages.Staging.Progress;
import io.callarchive.testing.AdjustableClock;
import io.callarchive.testing.InMemoryBlobStore;
import io.callarchive.testing.InMemoryLake;
import io.callarchive.testing.Runs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The signs of life that runs leave in the lake. */
class HeartbeatTest {
    private static final ArchiveDay DAY = new ArchiveDay(CallLog.SMS, LocalDate.of(2026, 11, 21));
    private static final Instant NIGHT = Instant.parse("2026-11-22T03:30:00Z");

    private final AdjustableClock now = new AdjustableClock(NIGHT);
    private final Clock clock = now.withZone(ZoneOffset.UTC);
    private final InMemoryLake memory = new InMemoryLake();
    private final InMemoryBlobStore blobs = memory.files();
    private final BlobLake lake = new BlobLake(memory.stores(), clock, "test");
    private final BlobDays days = new BlobDays(memory.stores(), clock);
    private final Random random = new Random(1);
    private final RunId run = RunId.startingAt(NIGHT, random);

    @Test
    void aRunThatWaitsTellsUntilWhen() {
        Instant again = NIGHT.plus(Duration.ofHours(3));
        lake.heartbeat(DAY, run, again);

        assertThat(lake.progress(DAY, Optional.empty())).contains(new Progress(run, again));
    }

    @Test
    void theNewestSignOfTheNewestRunCounts() {
        lake.heartbeat(DAY, run, NIGHT.plus(Duration.ofHours(3)));
        now.advance(Duration.ofMinutes(1));
        RunId newer = RunId.startingAt(now.instant(), random);
        lake.heartbeat(DAY, newer, now.instant());
        lake.heartbeat(DAY, newer, now.instant().plus(Duration.ofMinutes(10)));

        assertThat(lake.progress(DAY, Optional.empty()))
                .contains(new Progress(newer, now.instant().plus(Duration.ofMinutes(10))));
    }

    @Test
    void aRunThatWasAbandonedIsNotInProgressButANewerOneIs() {
        lake.heartbeat(DAY, run, NIGHT);
        lake.abandon(DAY, run);
        assertThat(lake.progress(DAY, Optional.empty())).isEmpty();

        now.advance(Duration.ofMinutes(1));
        RunId newer = RunId.startingAt(now.instant(), random);
        lake.heartbeat(DAY, newer, now.instant());
        assertThat(lake.progress(DAY, Optional.empty())).contains(new Progress(newer, now.instant()));
    }

    @Test
    void heartbeatsAreNeverPartOfAFileAndGoWithItsCommit() {
        lake.heartbeat(DAY, run, NIGHT);
        archive(run);

        assertThat(blobs.uncommittedBlocks(DayPath.ofFile(DAY))).isEmpty();
        assertThat(lake.progress(DAY, Optional.empty())).isEmpty();
        assertThat(days.between(DAY.log(), DAY.date(), DAY.date())).hasSize(1);
    }

    /** Who looks at them has to look at the file, too. */
    @Test
    void heartbeatsOfARunThatFoundNothingNewStay() {
        archive(run);
        now.advance(Duration.ofHours(24));
        RunId again = RunId.startingAt(now.instant(), random);
        lake.heartbeat(DAY, again, now.instant());
        archive(again);

        assertThat(lake.progress(DAY, Optional.empty()).map(Progress::run)).contains(again);
        assertThat(days.find(DAY).map(found -> found.file().lastRun())).contains(again);
    }

    @Test
    void aDayOfWhichOnlyPagesAreStagedIsBegunAndHasNoFile() {
        lake.heartbeat(DAY, run, NIGHT);
        assertThat(days.between(DAY.log(), DAY.date(), DAY.date())).isEmpty();
        assertThat(days.begun(DAY.log(), DAY.date(), DAY.date())).containsExactly(DAY.date());
        assertThat(days.begun(DAY.log(), DAY.date().plusDays(1), DAY.date().plusDays(9)))
                .isEmpty();

        archive(run);
        assertThat(days.begun(DAY.log(), DAY.date(), DAY.date())).isEmpty();
    }

    private void archive(RunId id) {
        Run whole = Runs.of(id, Reason.NIGHTLY);
        ByteBuffer lines = ByteBuffer.wrap("{}\n".getBytes(StandardCharsets.UTF_8));
        lake.stage(PageRequest.first(DAY, whole, 0, NIGHT), new Page(lines, 1, RowTimes.NONE, Optional.empty()));
        lake.commit(DAY, whole);
    }
}
