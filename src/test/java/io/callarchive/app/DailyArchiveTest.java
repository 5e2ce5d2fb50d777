package io.callarchive.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.CallLog;
import io.callarchive.dayfile.ParallelReads;
import io.callarchive.lake.BlobDays;
import io.callarchive.lake.BlobLake;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RequestLimits;
import io.callarchive.plan.RevisitAges;
import io.callarchive.testing.InMemoryBlobStore;
import io.callarchive.testing.InMemoryFailures;
import io.callarchive.testing.InMemoryKeptAside;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which day a night reads. */
class DailyArchiveTest {
    private static final String PAYLOAD = """
            {"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-11-21T00:00:00+00:00","Next":"%s",\
            "LastUpdated":"2026-11-21T00:00:00+00:00"},"IsPastDue":false}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-21T23:59:59.996Z | 2026-11-22T00:00:00+00:00 | 2026-11-21
            2026-11-21T23:59:59.996Z | 2026-11-22T01:00:00+01:00 | 2026-11-21
            2026-11-22T00:00:00.004Z | 2026-11-22T00:00:00+00:00 | 2026-11-21
            2026-11-22T03:30:00Z     | 2026-11-22T03:30:00+00:00 | 2026-11-21
            2026-11-21T23:59:30Z     | 2026-11-21T23:59:30+00:00 | 2026-11-20
            2026-11-21T23:00:00Z     | 2026-11-22T00:00:00+00:00 | 2026-11-20
            2026-11-22T08:00:00Z     | 2026-11-20T00:00:00+00:00 | 2026-11-21
            2026-11-22T08:00:00Z     | not told                  | 2026-11-21
            """)
    void readsTheDayBeforeTheDateOfTheSchedule(Instant now, String next, LocalDate read) {
        assertThat(readBy(now, PAYLOAD.formatted(next))).containsExactly(read);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"''", "{}", "not JSON", "{\"ScheduleStatus\":null}"},
            delimiter = '|')
    void readsTheDayBeforeTodayWhateverTheHostSays(String payload) {
        assertThat(readBy(Instant.parse("2026-11-22T03:30:00Z"), payload)).containsExactly(LocalDate.of(2026, 11, 21));
    }

    private static List<LocalDate> readBy(Instant now, String payload) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        InMemoryBlobStore blobs = new InMemoryBlobStore();
        List<PageRequest> sent = new ArrayList<>();
        Assembly assembly = new Assembly(
                new Assembly.Outside(
                        new BlobDays(blobs),
                        new BlobLake(blobs, clock, "test"),
                        new InMemoryKeptAside(),
                        new InMemoryFailures(),
                        (request, delay) -> sent.add(request),
                        (check, delay) -> {},
                        new ParallelReads(Runnable::run),
                        clock,
                        new Random(1)),
                new Assembly.Policy(List.of(CallLog.SMS), new RevisitAges(List.of(2)), 0, new RequestLimits(46)));
        new DailyArchive(assembly.nightlyRun(), clock).run(payload, new LogBook().context());
        return sent.stream().map(request -> request.day().date()).toList();
    }
}
