package io.callarchive.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event;
import io.callarchive.Event.Name;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.CheckQueue;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.dayfile.CommitOutcome;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.graph.GraphRows;
import io.callarchive.lake.BlobDays;
import io.callarchive.lake.BlobLake;
import io.callarchive.lake.BlobStore;
import io.callarchive.lake.DayPath;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RowTimes;
import io.callarchive.schema.LogSchema;
import io.callarchive.testing.InMemoryBlobStore;
import io.callarchive.testing.InMemoryFailures;
import io.callarchive.testing.InMemoryLake;
import io.callarchive.testing.Runs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** A day in memory, the checker that reads it back, and what came of it. */
abstract class CheckedDay {
    static final ArchiveDay DAY = new ArchiveDay(CallLog.SMS, LocalDate.of(2026, 11, 18));
    static final String PATH = DayPath.ofFile(DAY);
    static final KnownFields KNOWN_FIELDS = log -> LogSchema.of(log).names();
    static final CheckQueue NO_STORAGE_FAULT = (request, delay) -> {
        throw new AssertionError("a check that waits for storage that is well");
    };
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T03:31:00Z"), ZoneOffset.UTC);
    static final RunId FIRST = new RunId("019e0c8d4e00a1b2c3");

    final InMemoryLake memory = new InMemoryLake();
    final InMemoryBlobStore blobs = memory.files();
    final BlobLake lake = new BlobLake(memory.stores(), CLOCK, "test");
    final BlobDays days = new BlobDays(memory.stores(), CLOCK);
    final InMemoryFailures failures = new InMemoryFailures();
    final List<Event> events = new ArrayList<>();
    /** How often it was told that the day is to be read afresh. */
    int woken;

    int hashesPerPass = 1000;
    int longestLine = 1 << 20;

    void failsWith(byte[] content, String reason) {
        Map<String, String> metadata =
                new HashMap<>(blobs.find(PATH).orElseThrow().metadata());
        Optional<BlobStore.Stored> replaced = blobs.find(PATH);
        blobs.stageBlock(PATH, "AAAA", ByteBuffer.wrap(content));
        blobs.commit(PATH, List.of("AAAA"), metadata, replaced);

        check(FIRST);

        assertThat(failures.find(DAY).orElseThrow().problem().code()).isEqualTo("check-failed");
        assertThat(failures.find(DAY).orElseThrow().problem().message()).contains(reason);
        assertThat(events).hasSize(1);
        assertThat(events.get(0).name()).isEqualTo(Name.DAY_FAILED);
        assertThat(blobs.find(PATH).orElseThrow().metadata()).isEqualTo(metadata);
        assertThat(woken).as("the day is read afresh").isEqualTo(1);
    }

    void check(RunId run) {
        checker().check(new CheckRequest(DAY, run, 0), events::add);
    }

    DayChecker checker() {
        return checker(blobs::read);
    }

    /** Opens a blob in the state of that ETag. */
    @FunctionalInterface
    interface Opener {
        InputStream open(String blob, String etag) throws IOException;
    }

    DayChecker checker(Opener opener) {
        return checker(opener, () -> woken++);
    }

    DayChecker checker(Opener opener, Runnable recheckWanted) {
        PublishedDays read = new OpenedDays(days, opener, this::etag);
        return new DayChecker(
                read,
                new ReadBack(new GraphRows(), KNOWN_FIELDS, hashesPerPass, longestLine),
                recheckWanted,
                NO_STORAGE_FAULT,
                failures,
                CLOCK);
    }

    record OpenedDays(PublishedDays days, Opener opener, Supplier<String> etag) implements PublishedDays {
        @Override
        public Optional<Published> find(ArchiveDay day) {
            return days.find(day).map(published -> new OpenedBy(published, opener, etag.get()));
        }

        @Override
        public Map<LocalDate, ListedFile> listed(CallLog log, LocalDate from, LocalDate to) {
            return days.listed(log, from, to);
        }

        @Override
        public void discardReadings(ArchiveDay day) {
            days.discardReadings(day);
        }

        @Override
        public Set<LocalDate> begun(CallLog log, LocalDate from, LocalDate to) {
            return days.begun(log, from, to);
        }
    }

    record OpenedBy(PublishedDays.Published published, Opener opener, String etag) implements PublishedDays.Published {
        @Override
        public DayFile file() {
            return published.file();
        }

        @Override
        public InputStream open() throws IOException {
            return opener.open(PATH, etag);
        }

        @Override
        public boolean remember(DayFile known) {
            return published.remember(known);
        }

        @Override
        public PublishedDays.Replacement replaceBy(RunId writer) {
            return published.replaceBy(writer);
        }
    }

    String etag() {
        return blobs.find(PATH).orElseThrow().etag();
    }

    DayFile file() {
        return days.find(DAY).orElseThrow().file();
    }

    void archive(RunId id, String... rows) {
        archive(run(id.hex(), Reason.NIGHTLY), rows);
    }

    CommitOutcome archive(Run run, String... rows) {
        String lines = Arrays.stream(rows).map(row -> row + "\n").collect(Collectors.joining());
        Page page = new Page(
                ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8)), rows.length, RowTimes.NONE, Optional.empty());
        lake.stage(PageRequest.first(DAY, run, 0, CLOCK.instant()), page);
        return lake.commit(DAY, run);
    }

    Run run(String id, Reason reason) {
        return Runs.over(writer(), new RunId(id), reason);
    }

    /** The reading that is begun because rows were repeated. */
    Run recheck() {
        return Runs.over(writer(), RunId.startingAt(CLOCK.instant(), new Random(1)), Reason.RECHECK);
    }

    Optional<RunId> writer() {
        return days.find(DAY).map(published -> published.file().run());
    }

    static String row(int number) {
        Instant time = DAY.window().from().plusSeconds(number);
        return "{\"id\":\"" + number + "\",\"sentDateTime\":\"" + time + "\"}";
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(content)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return content.toByteArray();
    }
}
