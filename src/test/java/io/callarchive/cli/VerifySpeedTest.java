package io.callarchive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Sha256;
import io.callarchive.json.Json;
import io.callarchive.lake.DayPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verifies a large archive with 64 MB of heap, and says how long it took, beside {@code sha256sum} over the same files.
 * {@code mvn test -Dtest=VerifySpeedTest -Dverify.files=10000 -Dverify.bytes=1000000} takes 10 GB of disk.
 */
class VerifySpeedTest {
    private static final int FILES = Integer.getInteger("verify.files", 500);
    private static final int BYTES = Integer.getInteger("verify.bytes", 20_000);
    private static final int FILES_OF_A_DIGEST = 50;
    private static final LocalDate LAST = LocalDate.of(2026, 10, 31);

    @TempDir
    private Path folder;

    @Test
    void aLargeArchiveIsVerifiedInSixtyFourMegabytes() throws Exception {
        LocalDate first = archive();
        Instant begin = Instant.now();
        Process verify = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        classPath(),
                        Callarchive.class.getName(),
                        "verify",
                        "--from",
                        first.toString(),
                        "--to",
                        LAST.toString(),
                        "--logs",
                        "sms",
                        "--files",
                        folder.resolve("files").toString(),
                        "--digests",
                        folder.resolve("digests").toString())
                .redirectErrorStream(true)
                .start();
        long resident = 0;
        StringBuilder output = new StringBuilder();
        Thread reader = new Thread(() -> read(verify, output));
        reader.start();
        while (verify.isAlive()) {
            resident = Math.max(resident, resident(verify.pid()));
            verify.waitFor(20, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
        reader.join();
        Duration took = Duration.between(begin, Instant.now());
        assertThat(verify.exitValue()).as(output.toString()).isZero();
        assertThat(output.toString()).contains(FILES + " days: " + FILES + " sound.");

        Instant beginOfSums = Instant.now();
        Process sums = new ProcessBuilder("sh", "-c", "find files -type f -exec sha256sum {} + > sums")
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(sums.waitFor()).isZero();
        Duration ofSums = Duration.between(beginOfSums, Instant.now());
        System.out.println(String.format(
                Locale.ROOT,
                "Verified %,d files of %,d bytes: %.1f s, %d MB resident at most, heap of 64 MB; sha256sum %.1f s, ratio %.2f",
                FILES,
                BYTES,
                took.toMillis() / 1000.0,
                resident >> 10,
                ofSums.toMillis() / 1000.0,
                (double) took.toMillis() / Math.max(1, ofSums.toMillis())));
    }

    /** Files of any bytes, in a chain of digests that is right. Returns the first day. */
    private LocalDate archive() throws IOException {
        Files.createDirectories(folder.resolve("digests"));
        Random random = new Random(1);
        byte[] content = new byte[BYTES];
        @Nullable String previous = null;
        long sequence = 0;
        List<Map<String, Object>> files = new ArrayList<>();
        LocalDate first = LAST.minusDays(FILES - 1L);
        for (LocalDate date = first; !date.isAfter(LAST); date = date.plusDays(1)) {
            random.nextBytes(content);
            Path file = folder.resolve("files").resolve(DayPath.ofFile(new ArchiveDay(CallLog.SMS, date)));
            Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
            Files.write(file, content);
            files.add(entry(date, Sha256.hex(content)));
            if (files.size() == FILES_OF_A_DIGEST || date.equals(LAST)) {
                Map<String, Object> digest = new HashMap<>();
                digest.put("version", 1);
                digest.put("sequence", ++sequence);
                digest.put("at", LAST.plusDays(1) + "T04:50:00Z");
                digest.put("previous", previous);
                digest.put("app", "test");
                digest.put("files", files);
                digest.put("absent", List.of());
                digest.put("journal", List.of());
                byte[] json = Json.bytes(digest);
                previous = Sha256.hex(json);
                Files.write(folder.resolve(String.format(Locale.ROOT, "digests/digest-%010d.json", sequence)), json);
                files.clear();
            }
        }
        return first;
    }

    private static Map<String, Object> entry(LocalDate date, String sha256) {
        Map<String, Object> entry = new HashMap<>();
        entry.put("log", "sms");
        entry.put("date", date.toString());
        entry.put("bytes", BYTES);
        entry.put("sha256", sha256);
        entry.put("contentSha256", sha256);
        entry.put("rawSizeBytes", BYTES);
        entry.put("crc32", "00000000");
        entry.put("rows", 7);
        entry.put("distinct", 7);
        entry.put("state", "settled");
        entry.put("run", "019e0c8d4e00a1b2c3");
        entry.put("reason", "nightly");
        entry.put("order", null);
        entry.put("readings", 1);
        entry.put("firstRun", "019e0c8d4e00a1b2c3");
        entry.put("firstRows", 7);
        entry.put("lastRun", "019e0c8d4e00a1b2c3");
        entry.put("added", 0);
        entry.put("vanished", 0);
        entry.put("etag", "0x1");
        entry.put("archivedAt", date.plusDays(1) + "T03:31:00Z");
        entry.put("changedAt", date.plusDays(1) + "T03:31:00Z");
        entry.put("checkedAt", date.plusDays(1) + "T03:32:00Z");
        entry.put("damage", null);
        return entry;
    }

    private static void read(Process process, StringBuilder output) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> output.append(line).append('\n'));
        } catch (IOException e) {
            output.append(e);
        }
    }

    /** In kilobytes; 0 where the machine does not tell. */
    private static long resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
