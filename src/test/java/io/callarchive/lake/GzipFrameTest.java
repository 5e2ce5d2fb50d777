package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments between header and trailer are one gzip member, whatever they hold. */
class GzipFrameTest {
    @TempDir
    private Path folder;

    @Test
    void anySplitOfADayIsOneMemberThatUnzipsToTheDay() {
        long seed = Long.getLong("gzip.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            byte[] day = lines(random, random.nextInt(3_000));

            assertThat(unzipped(file(split(day, random))))
                    .as("trial %d of seed %d", i, seed)
                    .isEqualTo(day);
        }
    }

    @Test
    void segmentIsCutOffAtAByteAndStandsForItself() {
        byte[] lines = lines(new Random(1), 1_000);

        GzipSegment segment = GzipSegment.of(ByteBuffer.wrap(lines));

        assertThat(segment.rawLength()).isEqualTo(lines.length);
        assertThat(segment.content().remaining()).isBetween(100, lines.length);
        assertThat(Arrays.copyOfRange(
                        bytes(segment.content()),
                        segment.content().remaining() - 4,
                        segment.content().remaining()))
                .containsExactly(0, 0, 0xff, 0xff);
        assertThat(unzipped(file(List.of(lines, lines)))).startsWith(lines).endsWith(lines);
    }

    @Test
    void equalLinesMakeEqualSegments() {
        byte[] lines = lines(new Random(1), 1_000);
        ByteBuffer part = ByteBuffer.wrap(lines, 0, lines.length);

        GzipSegment segment = GzipSegment.of(part);

        assertThat(GzipSegment.of(ByteBuffer.wrap(lines))).isEqualTo(segment);
        assertThat(part.remaining()).isEqualTo(lines.length);
    }

    @Test
    void segmentOfNoLinesIsABlockAllTheSame() {
        GzipSegment segment = GzipSegment.of(ByteBuffer.allocate(0));

        assertThat(segment.content().remaining()).isPositive();
        assertThat(segment.rawLength()).isZero();
        assertThat(segment.crc32()).isZero();
    }

    @Test
    void incompressibleLinesArriveToo() {
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);

        assertThat(unzipped(file(List.of(noise)))).isEqualTo(noise);
    }

    @Test
    void dayWithoutRowsIsAValidEmptyFile() {
        assertThat(unzipped(file(List.of()))).isEmpty();
        assertThat(unzipped(file(List.of(new byte[0], new byte[0])))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zcat", "gunzip"})
    void toolsOfTheSystemReadIt(String tool) throws Exception {
        assumeThat(has(tool)).as("%s is on this machine", tool).isTrue();
        Random random = new Random(7);
        byte[] day = lines(random, 20_000);
        Path whole = Files.write(folder.resolve("day.json.gz"), file(split(day, random)));
        Path empty = Files.write(folder.resolve("empty.json.gz"), file(List.of()));

        assertThat(run(tool, tool.equals("gzip") ? "-t" : "-c", whole))
                .isEqualTo(tool.equals("gzip") ? new byte[0] : day);
        assertThat(run(tool, tool.equals("gzip") ? "-t" : "-c", empty)).isEmpty();
    }

    private byte[] run(String tool, String option, Path file) throws Exception {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(tool, option, file.toString())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readAllBytes(out);
    }

    private static boolean has(String tool) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(tool, "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] file(List<byte[]> pages) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(bytes(GzipFrame.header()));
        int crc = 0;
        long length = 0;
        for (byte[] page : pages) {
            GzipSegment segment = GzipSegment.of(ByteBuffer.wrap(page));
            file.writeBytes(bytes(segment.content()));
            crc = Crc32Sum.of(crc, segment.crc32(), segment.rawLength());
            length += segment.rawLength();
        }
        file.writeBytes(bytes(GzipFrame.trailer(crc, length)));
        return file.toByteArray();
    }

    private static byte[] unzipped(byte[] file) {
        ByteArrayInputStream rest = new ByteArrayInputStream(file);
        try (GZIPInputStream in = new GZIPInputStream(rest)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> split(byte[] day, Random random) {
        List<byte[]> pages = new ArrayList<>();
        int from = 0;
        while (from < day.length) {
            int to = random.nextInt(8) == 0 ? from : from + 1 + random.nextInt(day.length - from);
            pages.add(Arrays.copyOfRange(day, from, to));
            from = to;
        }
        return pages;
    }

    private static byte[] lines(Random random, int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("{\"id\":\"").append(random.nextLong()).append("\",\"callCharge\":0.00,\"name\":\"ä\"}\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
