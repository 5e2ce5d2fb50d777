package io.callarchive.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event;
import io.callarchive.Problem;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.StorageFault;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.dayfile.ParallelReads;
import io.callarchive.lake.BlobDays;
import io.callarchive.lake.BlobLake;
import io.callarchive.lake.BlobStore;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RequestLimits;
import io.callarchive.pages.RowTimes;
import io.callarchive.pages.Staging;
import io.callarchive.testing.InMemoryBlobStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a night begins besides what the planner's own test shows. */
class NightlyRunTest {
    private static final Instant NIGHT = Instant.parse("2026-11-22T03:30:00Z");
    private static final ArchiveDay DAY = new ArchiveDay(CallLog.SMS, LocalDate.of(2026, 11, 14));

    private final Clock clock = Clock.fixed(NIGHT, ZoneOffset.UTC);
    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final BlobLake lake = new BlobLake(blobs, clock, "test");
    private final List<PageRequest> sent = new ArrayList<>();
    private final List<CheckRequest> asked = new ArrayList<>();

    @Test
    void asksAgainForAFileThatWasNeverReadBack() {
        RunId run = RunId.startingAt(NIGHT.minus(Duration.ofDays(1)), new Random(1));
        archive(run);

        night(blobs).begin(LocalDate.now(clock), event -> {});

        assertThat(asked).containsExactly(new CheckRequest(DAY, run, 0));
    }

    @Test
    void beginsAlsoWhereNoHeartbeatCanBeLeft() {
        List<Event> events = new ArrayList<>();
        BlobStore closed = mock();
        doThrow(new IllegalStateException("another kind of blob is there"))
                .when(closed)
                .stageBlock(any(), any(), any());

        night(closed).begin(LocalDate.now(clock), events::add);

        assertThat(sent).hasSize(1);
        assertThat(events).hasSize(1);
        assertThat(events.get(0).toString()).contains("announced=false");
    }

    @Test
    void aNightThatCannotLookBeginsYesterday() {
        List<Event> events = new ArrayList<>();
        BlobStore closed = mock();
        Problem problem = new Problem(403, "AuthorizationPermissionMismatch", "no role yet", "");
        when(closed.list(any())).thenThrow(new StorageFault(problem, true, new IllegalStateException()));

        night(closed).begin(LocalDate.now(clock), events::add);

        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).day().date()).isEqualTo(LocalDate.of(2026, 11, 21));
        assertThat(events).hasSize(2);
        assertThat(events.get(0).toString()).contains("code=AuthorizationPermissionMismatch");
        assertThat(events.get(0).isWarning()).isTrue();
    }

    @Test
    void aRunIsAsOldAsItsFirstRequestNotAsTheOrder() {
        Duration delay = Duration.ofHours(30);
        RunStarter starter = new RunStarter(lake, (request, wait) -> sent.add(request), clock, new Random(3));

        starter.start(new PlannedRun(DAY, Reason.BACKFILL, 1, true, false, Optional.empty(), delay), event -> {});

        assertThat(sent.get(0).run().id().dueAt()).isEqualTo(NIGHT.plus(delay));
        assertThat(lake.progress(DAY)).map(Staging.Progress::at).contains(NIGHT.plus(delay));
    }

    private NightlyRun night(BlobStore store) {
        BlobLake staging = new BlobLake(store, clock, "test");
        Planner planner =
                new Planner(List.of(CallLog.SMS), new RevisitAges(List.of(2, 3, 7)), 0, new RequestLimits(46));
        RunStarter starter = new RunStarter(staging, (request, delay) -> sent.add(request), clock, new Random(2));
        return new NightlyRun(
                List.of(CallLog.SMS),
                planner,
                new Inventory(new BlobDays(store), staging, clock, new ParallelReads(Runnable::run)),
                starter,
                (check, delay) -> asked.add(check));
    }

    private void archive(RunId id) {
        Run run = new Run(id, 0, Reason.NIGHTLY, 1, true, false, Optional.empty());
        ByteBuffer lines = ByteBuffer.wrap("{}\n".getBytes(StandardCharsets.UTF_8));
        lake.stage(PageRequest.firstPages(DAY, run).get(0), new Page(lines, 1, RowTimes.NONE, Optional.empty()));
        lake.commit(DAY, run);
    }
}
