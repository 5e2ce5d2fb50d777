package io.callarchive.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A file that is not what its metadata says is the day's failure. */
class UnsoundFileTest extends CheckedDay {
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

        assertThat(failures.find(DAY).orElseThrow().problem().message()).contains("longer than 1048576 bytes");
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
        failures.record(DAY, FIRST, Problem.ours(Problem.Code.CHECK_FAILED, "once"), Optional.empty());
        check(FIRST);
        assertThat(failures.find(DAY)).isEmpty();
    }

    @Test
    void failureOfARunIsNotTheChecksToForget() {
        archive(FIRST, row(1));
        failures.record(DAY, FIRST, new Problem(403, "Forbidden", "no", ""), Optional.empty());
        check(FIRST);
        assertThat(failures.find(DAY)).isPresent();
    }
}
