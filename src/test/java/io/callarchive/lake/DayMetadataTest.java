package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.FileHashes;
import io.callarchive.testing.Runs;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DayMetadataTest {
    private static final ArchiveDay DAY = new ArchiveDay(CallLog.SMS, LocalDate.of(2026, 11, 18));
    private static final RunId RUN = new RunId("019e0c8d4e00a1b2c3");
    private static final RunId NEWER = new RunId("019e0d0000000a0b0c");

    @ParameterizedTest
    @EnumSource
    void fileComesBackFromItsMetadata(Reason reason) {
        DayFile file = file(reason, Optional.of(Instant.parse("2026-11-18T00:00:00.001Z")));

        assertThat(DayMetadata.read(DayMetadata.write(DAY, file, Map.of()), Map.of()))
                .contains(file);
    }

    @Test
    void fileWithoutTimesComesBackToo() {
        DayFile file = file(Reason.NIGHTLY, Optional.empty());

        assertThat(DayMetadata.write(DAY, file, Map.of())).doesNotContainKeys("firstRowTime", "lastRowTime");
        assertThat(DayMetadata.read(DayMetadata.write(DAY, file, Map.of()), Map.of()))
                .contains(file);
    }

    @Test
    void namesAndFormsAreTheContract() {
        assertThat(DayMetadata.write(
                        DAY, file(Reason.GAP, Optional.of(Instant.parse("2026-11-18T00:00:00Z"))), Map.of()))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("run", "019e0c8d4e00a1b2c3"),
                        Map.entry("reason", "gap"),
                        Map.entry("rows", "5000000000"),
                        Map.entry("pages", "3"),
                        Map.entry("rawSizeBytes", "9000000000"),
                        Map.entry("crc32", "00c0ffee"),
                        Map.entry("digest", "0123456789abcdef01234567"),
                        Map.entry("window", "2026-11-18T00:00:00Z/2026-11-19T00:00:00Z"),
                        Map.entry("firstRowTime", "2026-11-18T00:00:00Z"),
                        Map.entry("lastRowTime", "2026-11-18T00:00:00Z"),
                        Map.entry("archivedAt", "2026-11-20T03:31:00Z"),
                        Map.entry("state", "provisional"),
                        Map.entry("readings", "019e0c8d4e00a1b2c3:5000000000"),
                        Map.entry("appVersion", "0.1.0")));
    }

    @Test
    void metadataIsAsciiAsHeadersMustBe() {
        DayMetadata.write(DAY, file(Reason.BACKFILL, Optional.empty()), Map.of())
                .forEach((name, value) -> assertThat(name + value).isPrintable().matches("\\p{ASCII}+"));
    }

    @Test
    void namesInAnotherCaseAreUnderstood() {
        DayFile file = file(Reason.RECHECK, Optional.empty());
        Map<String, String> lower = new HashMap<>();
        DayMetadata.write(DAY, file, Map.of())
                .forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));

        assertThat(DayMetadata.read(lower, Map.of())).contains(file);
    }

    @Test
    void fileThatWasCheckedComesBackWithTheResult() {
        DayFile file = file(Reason.NIGHTLY, Optional.empty())
                .checkedWith(new DayFile.Check(
                        Instant.parse("2026-11-20T04:00:00.5Z"), 5_000_000_000L, Optional.of(3L), 2, Set.of()));

        assertThat(DayMetadata.write(DAY, file, Map.of()))
                .containsEntry("checkedAt", "2026-11-20T04:00:00.500Z")
                .containsEntry("duplicates", "5000000000")
                .containsEntry("versions", "3")
                .containsEntry("outside", "2");
        assertThat(DayMetadata.read(DayMetadata.write(DAY, file, Map.of()), Map.of()))
                .contains(file);
        assertThat(file.repeats()).isEqualTo(5_000_000_000L);
    }

    @Test
    void resultOfAnOlderReleaseIsUnderstoodButNoProofThatRowsRepeat() {
        DayFile file = file(Reason.NIGHTLY, Optional.empty())
                .checkedWith(new DayFile.Check(Instant.EPOCH, 9, Optional.empty(), 2, Set.of()));
        Map<String, String> older = DayMetadata.write(DAY, file, Map.of());

        assertThat(older).doesNotContainKey("versions");
        assertThat(DayMetadata.read(older, Map.of())).contains(file);
        assertThat(file.repeats()).isZero();
    }

    @Test
    void confirmedFileStaysChecked() {
        DayFile file = file(Reason.NIGHTLY, Optional.empty())
                .checkedWith(new DayFile.Check(Instant.EPOCH, 1, Optional.of(0L), 2, Set.of()));
        Run again = Runs.over(Optional.of(RUN), NEWER, Reason.REVISIT);

        assertThat(file.confirmedBy(again, new DayFile.Reading(again.id(), 7)).check())
                .isEqualTo(file.check());
    }

    @Test
    void whatWasLearnedSinceCountsForTheFileOfThatRunAlone() {
        DayFile file = file(Reason.NIGHTLY, Optional.empty());
        Map<String, String> written = DayMetadata.write(DAY, file, Map.of());
        DayFile known = file.confirmedBy(
                        Runs.over(Optional.of(RUN), NEWER, Reason.REVISIT),
                        new DayFile.Reading(NEWER, 6, 2, 3, Optional.of("0123456789abcdef01234567")))
                .checkedWith(new DayFile.Check(
                        Instant.EPOCH,
                        1,
                        Optional.of(0L),
                        2,
                        Set.of("DE", "NO"),
                        Optional.of("the CRC-32 is wrong"),
                        Optional.of(new FileHashes("0a".repeat(32), "0b".repeat(32)))));
        Map<String, String> learned = DayMetadata.writeLearned(known);

        assertThat(DayMetadata.read(written, learned)).contains(known);
        assertThat(DayMetadata.read(written, Map.of())).contains(file);
        Map<String, String> ofAnother = new HashMap<>(learned);
        ofAnother.put("run", NEWER.hex());
        assertThat(DayMetadata.read(written, ofAnother)).contains(file);
        assertThat(learned).containsEntry("distinct", Long.toString(file.rows() - 1));
    }

    /** Older releases wrote on the file what they learned: a record takes its place. */
    @Test
    void aRecordTakesThePlaceOfWhatAnOlderReleaseHasLearned() {
        DayFile file = file(Reason.NIGHTLY, Optional.empty());
        DayFile checked = file.checkedWith(new DayFile.Check(Instant.EPOCH, 1, Optional.of(0L), 2, Set.of("DE")));
        DayFile again =
                file.checkedWith(new DayFile.Check(Instant.MAX.minusSeconds(1), 0, Optional.of(1L), 0, Set.of()));

        assertThat(DayMetadata.read(DayMetadata.write(DAY, checked, Map.of()), DayMetadata.writeLearned(again)))
                .contains(again);
    }

    @Test
    void aRecordThatSomebodyHasSpoiltTakesNothingAway() {
        DayFile file = file(Reason.NIGHTLY, Optional.empty());
        Map<String, String> spoilt = new HashMap<>(DayMetadata.writeLearned(file));
        spoilt.put("readings", "none");

        assertThat(DayMetadata.read(DayMetadata.write(DAY, file, Map.of()), spoilt))
                .contains(file);
    }

    @Test
    void fileWithoutAWholeResultIsUnchecked() {
        DayFile file = file(Reason.NIGHTLY, Optional.empty());
        Map<String, String> half = new HashMap<>(DayMetadata.write(DAY, file, Map.of()));
        half.put("checkedAt", "2026-11-20T04:00:00Z");
        half.put("duplicates", "0");

        assertThat(DayMetadata.read(half, Map.of())).contains(file);
        assertThat(file.check()).isEmpty();
        assertThat(file.repeats()).isZero();
    }

    @Test
    void newNamesOfALaterVersionDoNoHarm() {
        DayFile file = file(Reason.NIGHTLY, Optional.empty());
        Map<String, String> more = new HashMap<>(DayMetadata.write(DAY, file, Map.of()));
        more.put("storageTier", "cool");

        assertThat(DayMetadata.read(more, Map.of())).contains(file);
    }

    @ParameterizedTest
    @CsvSource({
        "run,x",
        "reason,x",
        "rows,many",
        "rows,''",
        "pages,1.5",
        "rawSizeBytes,99999999999999999999",
        "archivedAt,yesterday",
        "firstRowTime,yesterday",
        "state,open",
        "readings,''",
        "readings,019e0c8d4e00a1b2c3",
        "readings,019e0c8d4e00a1b2c3:-",
        "readings,x:1"
    })
    void foreignMetadataIsNoFile(String name, String value) {
        Map<String, String> foreign =
                new HashMap<>(DayMetadata.write(DAY, file(Reason.NIGHTLY, Optional.of(Instant.EPOCH)), Map.of()));
        foreign.put(name, value);

        assertThat(DayMetadata.read(foreign, Map.of())).isEmpty();
    }

    @Test
    void metadataThatLacksAnythingIsNoFile() {
        Map<String, String> whole = DayMetadata.write(DAY, file(Reason.NIGHTLY, Optional.empty()), Map.of());
        for (String name : whole.keySet()) {
            Map<String, String> less = new HashMap<>(whole);
            less.remove(name);

            assertThat(DayMetadata.read(less, Map.of()).isEmpty())
                    .as("without %s", name)
                    .isEqualTo(!name.equals("window"));
        }
        assertThat(DayMetadata.read(Map.of(), Map.of())).isEmpty();
    }

    @Test
    void confirmedFileKeepsItsRowsAndNamesTheRunThatFoundNothingBetter() {
        DayFile file = file(Reason.NIGHTLY, Optional.empty());
        Run settling = new Run(NEWER, 0, Reason.REVISIT, 1, true, Optional.empty(), false, Optional.of(RUN));

        DayFile confirmed = file.confirmedBy(settling, new DayFile.Reading(settling.id(), 7));

        assertThat(confirmed.run()).isEqualTo(RUN);
        assertThat(confirmed.rows()).isEqualTo(file.rows());
        assertThat(confirmed.lastRun()).isEqualTo(NEWER);
        assertThat(confirmed.lastRows()).isEqualTo(7);
        assertThat(confirmed.state()).isEqualTo(DayFile.State.SETTLED);
        assertThat(DayMetadata.read(DayMetadata.write(DAY, confirmed, Map.of()), Map.of()))
                .contains(confirmed);
    }

    @Test
    void ofManyReadingsTheFirstAndTheNewestAreKept() {
        DayFile file = file(Reason.NIGHTLY, Optional.empty());
        for (int rows = 1; rows <= 20; rows++) {
            RunId run = RunId.startingAt(NEWER.dueAt().plusSeconds(rows), new Random(1));
            file = file.confirmedBy(Runs.over(Optional.of(RUN), run, Reason.REVISIT), new DayFile.Reading(run, rows));
        }

        assertThat(file.readings())
                .extracting(DayFile.Reading::rows)
                .containsExactly(5_000_000_000L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L);
        assertThat(DayMetadata.read(DayMetadata.write(DAY, file, Map.of()), Map.of()))
                .contains(file);
    }

    private static DayFile file(Reason reason, Optional<Instant> time) {
        return new DayFile(
                RUN,
                reason,
                new DayFile.Content(
                        5_000_000_000L,
                        3,
                        9_000_000_000L,
                        "00c0ffee",
                        "0123456789abcdef01234567",
                        time,
                        time,
                        Set.of()),
                Instant.parse("2026-11-20T03:31:00Z"),
                DayFile.State.PROVISIONAL,
                List.of(new DayFile.Reading(RUN, 5_000_000_000L)),
                "0.1.0",
                Optional.empty());
    }
}
