package io.callarchive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callarchive.EventLine.Name;
import io.callarchive.PublishedDays.ChangedMeanwhile;
import io.callarchive.graph.GraphRows;
import io.callarchive.lake.BlobDays;
import io.callarchive.lake.BlobLake;
import io.callarchive.lake.DayPath;
import io.callarchive.schema.LogSchema;
import io.callarchive.testing.InMemoryBlobStore;
import io.callarchive.testing.InMemoryFailures;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DayCheckerTest {
    private static final ArchiveDay DAY = new ArchiveDay(CallLog.SMS, LocalDate.of(2026, 11, 18));
    private static final String PATH = DayPath.ofFile(DAY);
    private static final KnownFields KNOWN_FIELDS = log -> LogSchema.of(log).names();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T03:31:00Z"), ZoneOffset.UTC);
    private static final RunId FIRST = new RunId("019e0c8d4e00a1b2c3");

    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final BlobLake lake = new BlobLake(blobs, CLOCK, "test");
    private final BlobDays days = new BlobDays(blobs);
    private final InMemoryFailures failures = new InMemoryFailures();
    private final List<PageRequest> sent = new ArrayList<>();
    private final List<EventLine> events = new ArrayList<>();
    private int hashesPerPass = 1000;
    private int longestLine = 1 << 20;

    @Test
    void soundFileIsMarkedAsChecked() {
        archive(FIRST, row(1), row(2), row(3));

        check(FIRST);

        assertThat(file().check()).contains(new DayFile.Check(CLOCK.instant(), 0, 0));
        assertThat(events).hasSize(1);
        assertThat(events.get(0).isWarning()).isFalse();
        assertThat(events.get(0))
                .hasToString("DAY_CHECKED log=sms date=2026-11-18 run=" + FIRST + " rows=3 duplicates=0 outside=0"
                        + " newFields=none first=2026-11-18T00:00:01Z last=2026-11-18T00:00:03Z seconds=0.0");
        assertThat(sent).isEmpty();
        assertThat(failures.find(DAY)).isEmpty();
    }

    @Test
    void dayWithoutRowsIsSound() {
        archive(FIRST);

        check(FIRST);

        assertThat(file().check()).contains(new DayFile.Check(CLOCK.instant(), 0, 0));
    }

    @Test
    void repeatedIdsAreCountedAndTheDayIsReadAfreshOnce() {
        archive(FIRST, row(1), row(2), row(1).replace("sentDateTime", "other"), row(1));

        check(FIRST);

        assertThat(file().duplicates()).isEqualTo(2);
        assertThat(events.get(0).name()).isEqualTo(Name.DAY_CHECKED);
        assertThat(events.get(0).isWarning()).isTrue();
        assertThat(sent).hasSize(1);
        Run fresh = sent.get(0).run();
        assertThat(fresh.reason()).isEqualTo(Reason.RECHECK);
        assertThat(fresh.base()).contains(FIRST);
        assertThat(fresh.settles()).isFalse();
        assertThat(fresh.force()).isFalse();
    }

    @Test
    void wholeRowsAreComparedWhereTheyHaveNoId() {
        String anonymous = "{\"smsId\":\"s\"}";
        archive(FIRST, anonymous, anonymous, "{\"smsId\":\"s\",\"smsUnits\":1}", "{\"id\":null}", "{\"id\":\"\"}");

        check(FIRST);

        assertThat(file().duplicates()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 64, 256, 500, 1000, 4096})
    void fileOfMoreRowsThanOnePassHoldsIsCountedRight(int most) {
        Random random = new Random(most);
        String[] rows = IntStream.range(0, 1000).mapToObj(DayCheckerTest::row).toArray(String[]::new);
        for (int i = 0; i < rows.length; i += 1 + random.nextInt(20)) {
            rows[i] = rows[random.nextInt(rows.length)];
        }
        archive(FIRST, rows);
        hashesPerPass = most;

        check(FIRST);

        assertThat(file().duplicates())
                .isEqualTo(1000 - Arrays.stream(rows).distinct().count())
                .isPositive();
        assertThat(file().check().orElseThrow().outside()).isZero();
    }

    @Test
    void rowsOutsideTheDayAreCountedAndAWarning() {
        archive(
                FIRST,
                "{\"id\":\"a\",\"sentDateTime\":\"2026-11-17T23:59:59.9999999Z\"}",
                "{\"id\":\"b\",\"sentDateTime\":\"2026-11-18T00:00:00Z\"}",
                "{\"id\":\"c\",\"sentDateTime\":\"2026-11-19T00:00:00Z\"}",
                "{\"id\":\"d\"}");

        check(FIRST);

        assertThat(file().check().orElseThrow().outside()).isEqualTo(2);
        assertThat(events.get(0).isWarning()).isTrue();
        assertThat(sent).isEmpty();
    }

    @Test
    void newFieldsAreNamedInBoundsAndNothingElseOfThem() {
        String many = IntStream.range(0, 40)
                .mapToObj(i -> "\"extra" + i + "\":{\"inner\":1}")
                .collect(Collectors.joining(","));
        archive(
                FIRST,
                "{\"id\":\"a\",\"" + "x".repeat(900) + "\":\"secret\",\"a b\\n=\\\"é\":1,\"\":1}",
                "{" + many + "}");

        check(FIRST);

        assertThat(events.get(0).toString())
                .contains(" newFields=_,a_b____,extra", ",extra0,", ",... ")
                .doesNotContain("secret", "inner")
                .hasSizeLessThan(500);
    }

    @Test
    void longNameOfANewFieldIsCut() {
        archive(FIRST, "{\"id\":\"a\",\"" + "x".repeat(900) + "\":1}");

        check(FIRST);

        assertThat(events.get(0).toString()).contains(" newFields=" + "x".repeat(64) + " ");
    }

    @Test
    void messageThatComesAgainDoesNotReadTheFileAgain() {
        archive(FIRST, row(1));
        check(FIRST);

        checker((store, etag) -> {
                    throw new AssertionError("read again");
                })
                .check(new CheckRequest(DAY, FIRST), events::add);

        assertThat(events).hasSize(1);
    }

    @Test
    void deathBeforeTheFreshReadingIsMadeUpForByTheSameMessage() {
        archive(FIRST, row(1), row(1));
        RunStarter dying = new RunStarter(
                lake,
                (request, delay) -> {
                    throw new IllegalStateException("dead");
                },
                CLOCK,
                new Random(1));
        DayChecker checker = new DayChecker(days, new GraphRows(), KNOWN_FIELDS, dying, failures, CLOCK, 100);
        assertThatThrownBy(() -> checker.check(new CheckRequest(DAY, FIRST), events::add))
                .hasMessage("dead");

        check(FIRST);

        assertThat(sent).extracting(page -> page.run().reason()).containsExactly(Reason.RECHECK);
    }

    @Test
    void freshReadingMayHaveAsManyRowsLessAsWereRepeated() {
        archive(FIRST, row(1), row(2), row(2), row(3), row(3));
        check(FIRST);

        Settlement settlement = archive(sent.get(0).run(), row(1), row(2), row(3));

        assertThat(settlement).isInstanceOf(Settlement.Archived.class);
        assertThat(file().rows()).isEqualTo(3);
        assertThat(file().check()).isEmpty();
        check(file().run());
        assertThat(file().duplicates()).isZero();
        assertThat(sent).hasSize(1);
    }

    @Test
    void freshReadingWithFewerRowsThanThatReplacesNothing() {
        archive(FIRST, row(1), row(2), row(2), row(3), row(3));
        check(FIRST);

        Settlement settlement = archive(sent.get(0).run(), row(1), row(2));

        assertThat(settlement).isInstanceOf(Settlement.Kept.class);
        assertThat(file().rows()).isEqualTo(5);
        assertThat(file().duplicates()).isEqualTo(2);
    }

    @Test
    void noOtherRunMayLeaveOutWhatWasRepeated() {
        archive(FIRST, row(1), row(2), row(2));
        check(FIRST);
        Run revisit = run("019e0d0000000a0b0c", Reason.REVISIT);

        assertThat(archive(revisit, row(1), row(2))).isInstanceOf(Settlement.Kept.class);
    }

    @Test
    void rowsThatStayRepeatedAreReportedAndTheDayIsNotReadAThirdTime() {
        archive(FIRST, row(1), row(2), row(2));
        check(FIRST);
        archive(sent.get(0).run(), row(1), row(2), row(3), row(2));
        RunId second = file().run();

        check(second);
        check(second);

        assertThat(file().duplicates()).isEqualTo(1);
        assertThat(events.stream().filter(line -> line.name() == Name.DAY_CHECKED))
                .hasSize(2);
        assertThat(sent).hasSize(1);
    }

    @Test
    void freshReadingOfASettledDayLeavesItSettled() {
        archive(new Run(FIRST, 0, Reason.REVISIT, 1, true, false, Optional.empty()), row(1), row(1));
        check(FIRST);

        archive(sent.get(0).run(), row(1), row(2));

        assertThat(file().state()).isEqualTo(DayFile.State.SETTLED);
    }

    @Test
    void fileOfAnotherRunIsLeftToItsOwnCheck() {
        archive(FIRST, row(1));
        archive(run("019e0d0000000a0b0c", Reason.REVISIT), row(1), row(2));

        check(FIRST);
        checker().check(new CheckRequest(new ArchiveDay(CallLog.PSTN, DAY.date()), FIRST), events::add);

        assertThat(events).isEmpty();
        assertThat(file().check()).isEmpty();
    }

    @Test
    void fileThatIsReplacedWhileItIsReadIsLeftToItsOwnCheck() {
        archive(FIRST, row(1));
        Run newer = run("019e0d0000000a0b0c", Reason.REVISIT);

        checker((blob, etag) -> new FilterInputStream(blobs.read(blob, etag)) {
                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        archive(newer, row(1), row(2));
                        return super.read(target, offset, length);
                    }
                })
                .check(new CheckRequest(DAY, FIRST), events::add);

        assertThat(events).isEmpty();
        assertThat(file().run()).isEqualTo(newer.id());
        assertThat(file().check()).isEmpty();
    }

    @Test
    void runThatOnlyConfirmsTheFileMeanwhileDoesNotSpoilTheCheck() {
        archive(FIRST, row(1), row(2));
        Run confirming = run("019e0d0000000a0b0c", Reason.REVISIT);

        checker((blob, etag) -> {
                    InputStream content = blobs.read(blob, etag);
                    archive(confirming, row(1), row(2));
                    return content;
                })
                .check(new CheckRequest(DAY, FIRST), events::add);

        assertThat(events).hasSize(1);
        assertThat(file().check()).isPresent();
        assertThat(file().lastRun()).isEqualTo(confirming.id());
    }

    @Test
    void fileThatNeverStandsStillIsAFault() {
        archive(FIRST, row(1));

        assertThatThrownBy(() -> checker((blob, etag) -> {
                            throw new ChangedMeanwhile();
                        })
                        .check(new CheckRequest(DAY, FIRST), events::add))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void storageThatCannotBeReadIsAFaultAndNotTheFilesFailure() {
        archive(FIRST, row(1));

        assertThatThrownBy(() -> checker((blob, etag) -> {
                            throw new IOException("connection reset");
                        })
                        .check(new CheckRequest(DAY, FIRST), events::add))
                .hasMessageContaining("cannot be read");
        assertThat(failures.find(DAY)).isEmpty();
        assertThat(file().check()).isEmpty();
    }

    @Test
    void contentOfAnotherChecksumIsTheDaysFailure() {
        archive(FIRST, row(1), row(2));

        failsWith(gzip(row(2) + "\n" + row(1) + "\n"), "CRC-32");
    }

    @Test
    void missingRowIsTheDaysFailure() {
        archive(FIRST, row(1), row(2));

        failsWith(gzip(row(1) + "\n"), "the file has 1 rows, the metadata says 2");
    }

    @Test
    void additionalRowIsTheDaysFailure() {
        archive(FIRST, row(1), row(2));

        failsWith(gzip("{}\n{}\n{}\n"), "more rows than the 2");
    }

    @Test
    void lineWithoutEndIsTheDaysFailure() {
        archive(FIRST, row(1));

        failsWith(gzip(row(1)), "has no end");
    }

    @Test
    void lineThatIsNoRowIsTheDaysFailureAndIsNotQuoted() {
        archive(FIRST, row(1));

        failsWith(gzip("secret\n"), "not a JSON object");
        assertThat(events.get(0).toString()).doesNotContain("secret");
    }

    @Test
    void cutOffFileIsTheDaysFailure() {
        archive(FIRST, row(1), row(2));
        byte[] whole = blobs.content(PATH).orElseThrow();

        failsWith(Arrays.copyOf(whole, whole.length - 3), "not a whole gzip");
    }

    @Test
    void changedTrailerIsTheDaysFailure() {
        archive(FIRST, row(1), row(2));
        byte[] changed = blobs.content(PATH).orElseThrow();
        changed[changed.length - 7] ^= 1;

        failsWith(changed, "not a whole gzip");
    }

    @Test
    void everythingButGzipIsTheDaysFailure() {
        archive(FIRST, row(1));

        failsWith("{}\n".getBytes(StandardCharsets.UTF_8), "not a whole gzip");
    }

    @Test
    void gzipBombIsGivenUpAtTheFirstByteTooMany() {
        archive(FIRST, row(1));

        failsWith(gzip(" ".repeat(100 << 20)), "unpacks to more than");
    }

    @Test
    void lineOfAbsurdLengthIsTheDaysFailure() {
        archive(FIRST, "{\"id\":\"" + "x".repeat(3 << 20) + "\"}");

        check(FIRST);

        assertThat(failures.find(DAY).orElseThrow().trouble().message()).contains("longer than 1048576 bytes");
    }

    @Test
    void longLineWithinBoundsIsRead() {
        longestLine = 4 << 20;
        archive(FIRST, row(1), "{\"id\":\"" + "x".repeat(3 << 20) + "\"}", row(2));

        check(FIRST);

        assertThat(file().check()).isPresent();
    }

    @Test
    void failureGoesAwayWhenTheFileIsSound() {
        archive(FIRST, row(1));
        failures.record(DAY, FIRST, Trouble.ours(DayChecker.CHECK_FAILED, "once"), Optional.empty());
        check(FIRST);
        assertThat(failures.find(DAY)).isEmpty();
    }

    @Test
    void failureOfARunIsNotTheChecksToForget() {
        archive(FIRST, row(1));
        failures.record(DAY, FIRST, new Trouble(403, "Forbidden", "no", ""), Optional.empty());
        check(FIRST);
        assertThat(failures.find(DAY)).isPresent();
    }

    private void failsWith(byte[] content, String reason) {
        Map<String, String> metadata =
                new HashMap<>(blobs.find(PATH).orElseThrow().metadata());
        Optional<String> etag = blobs.find(PATH).map(stored -> stored.etag());
        blobs.stageBlock(PATH, "AAAA", ByteBuffer.wrap(content));
        blobs.commit(PATH, List.of("AAAA"), metadata, etag);

        check(FIRST);

        assertThat(failures.find(DAY).orElseThrow().trouble().code()).isEqualTo("check-failed");
        assertThat(failures.find(DAY).orElseThrow().trouble().message()).contains(reason);
        assertThat(events).hasSize(1);
        assertThat(events.get(0).name()).isEqualTo(Name.DAY_FAILED);
        assertThat(blobs.find(PATH).orElseThrow().metadata()).isEqualTo(metadata);
        assertThat(sent).isEmpty();
    }

    private void check(RunId run) {
        checker().check(new CheckRequest(DAY, run), events::add);
    }

    private DayChecker checker() {
        return checker(blobs::read);
    }

    /** Opens a blob in the state of that ETag. */
    @FunctionalInterface
    private interface Opener {
        InputStream open(String blob, String etag) throws IOException;
    }

    private DayChecker checker(Opener opener) {
        PublishedDays read = day -> days.find(day).map(published -> new OpenedBy(published, opener, etag()));
        RunStarter starter = new RunStarter(lake, (request, delay) -> sent.add(request), CLOCK, new Random(1));
        return new DayChecker(
                read, new GraphRows(), KNOWN_FIELDS, starter, failures, CLOCK, hashesPerPass, longestLine);
    }

    private record OpenedBy(PublishedDays.Published published, Opener opener, String etag)
            implements PublishedDays.Published {
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
    }

    private String etag() {
        return blobs.find(PATH).orElseThrow().etag();
    }

    private DayFile file() {
        return days.find(DAY).orElseThrow().file();
    }

    private void archive(RunId id, String... rows) {
        archive(run(id.hex(), Reason.NIGHTLY), rows);
    }

    private Settlement archive(Run run, String... rows) {
        String lines = Arrays.stream(rows).map(row -> row + "\n").collect(Collectors.joining());
        Page page = new Page(
                ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8)), rows.length, RowTimes.NONE, Optional.empty());
        lake.stage(PageRequest.firstPages(DAY, run).get(0), page);
        return lake.settle(DAY, run);
    }

    private Run run(String id, Reason reason) {
        return new Run(new RunId(id), 0, reason, 1, false, false, writer());
    }

    private Optional<RunId> writer() {
        return Optional.ofNullable(
                        lake.holdings(DAY.log(), DAY.date(), DAY.date()).files().get(DAY.date()))
                .map(DayFile::run);
    }

    private static String row(int number) {
        Instant time = DAY.window().from().plusSeconds(number);
        return "{\"id\":\"" + number + "\",\"sentDateTime\":\"" + time + "\"}";
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(content)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return content.toByteArray();
    }
}
