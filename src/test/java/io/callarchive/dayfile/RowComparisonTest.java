package io.callarchive.dayfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.Reason;
import io.callarchive.RunId;
import io.callarchive.dayfile.PublishedDays.ReadableRows;
import io.callarchive.dayfile.ReplacementRule.Difference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two contents, row by row. */
class RowComparisonTest {
    private final Random random = new Random(3);

    @Test
    void tellsWhatIsCommonAddedAndVanishedEachRowOnce() throws IOException, UnsoundFile {
        RowComparison comparison =
                new RowComparison(rows(List.of("a", "b", "b", "c", "a")), rows(List.of("d", "a", "d", "e", "a")), 100);

        assertThat(comparison.difference()).isEqualTo(new Difference(1, 2, 2));
        assertThat(onlyInFile(comparison)).containsExactly("b", "c");
    }

    @Test
    void nothingIsComparedWithNothing() throws IOException, UnsoundFile {
        assertThat(new RowComparison(rows(List.of()), rows(List.of()), 100).difference())
                .isEqualTo(new Difference(0, 0, 0));
        assertThat(onlyInFile(new RowComparison(rows(List.of("a")), rows(List.of()), 100)))
                .containsExactly("a");
    }

    /** As of days with more rows than may be told apart in one pass. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 999, 100_000})
    void isTheSameInAnyNumberOfPasses(int hashesPerPass) throws IOException, UnsoundFile {
        List<String> file = someOf(2_000, 1_500);
        List<String> reading = someOf(2_500, 1_500);
        RowComparison comparison = new RowComparison(rows(file), rows(reading), hashesPerPass);

        Set<String> common = new HashSet<>(file);
        common.retainAll(reading);
        Set<String> vanished = new LinkedHashSet<>(file);
        vanished.removeAll(reading);
        Set<String> added = new HashSet<>(reading);
        added.removeAll(file);

        assertThat(comparison.difference()).isEqualTo(new Difference(common.size(), added.size(), vanished.size()));
        assertThat(onlyInFile(comparison)).containsExactlyInAnyOrderElementsOf(vanished);
    }

    private List<String> someOf(int different, int count) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add("row " + random.nextInt(different));
        }
        return rows;
    }

    private static List<String> onlyInFile(RowComparison comparison) throws IOException, UnsoundFile {
        List<String> found = new ArrayList<>();
        comparison.onlyInFile(
                (text, offset, length) -> found.add(new String(text, offset, length, StandardCharsets.UTF_8)));
        return found;
    }

    private record Gzip(DayFile file, Supplier<InputStream> content) implements ReadableRows {
        @Override
        public InputStream open() {
            return content.get();
        }
    }

    private static ReadableRows rows(List<String> rows) throws IOException {
        byte[] raw =
                String.join("", rows.stream().map(row -> row + "\n").toList()).getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(raw);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(raw);
        }
        RunId run = RunId.startingAt(Instant.EPOCH, new Random(1));
        DayFile file = new DayFile(
                run,
                Reason.NIGHTLY,
                new DayFile.Content(
                        rows.size(),
                        1,
                        raw.length,
                        String.format(Locale.ROOT, "%08x", crc.getValue()),
                        "digest",
                        Optional.empty(),
                        Optional.empty(),
                        Set.of()),
                Instant.EPOCH,
                DayFile.State.PROVISIONAL,
                List.of(new DayFile.Reading(run, rows.size())),
                "test",
                Optional.empty());
        return new Gzip(file, () -> new ByteArrayInputStream(out.toByteArray()));
    }
}
