package io.callarchive.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.Problem;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.dayfile.CommitOutcome;
import io.callarchive.lake.BlobStore;
import io.callarchive.testing.Runs;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
    void anUnsoundFileIsDamagedAndToBeReadAfreshUntilItIsSoundAgain() {
        archive(FIRST, row(1), row(2));
        checker((blob, etag) -> new ByteArrayInputStream(gzip(row(2) + "\n" + row(1) + "\n")))
                .check(new CheckRequest(DAY, FIRST, 0), events::add);

        assertThat(file().isDamaged()).isTrue();
        assertThat(file().check().orElseThrow().damage().orElseThrow()).contains("CRC-32");
        assertThat(file().deservesRepair()).isTrue();
        assertThat(woken).isEqualTo(1);

        checker()
                .check(
                        new CheckRequest(
                                DAY, FIRST, 0, Optional.of(CLOCK.instant().plusSeconds(1))),
                        events::add);
        assertThat(file().isDamaged()).isFalse();
        assertThat(failures.find(DAY)).isEmpty();
    }

    @Test
    void aFileInItsTurnIsReadBackAgainUnlessThatWasDoneSince() {
        archive(FIRST, row(1));
        check(FIRST);
        int before = events.size();
        checker().check(new CheckRequest(DAY, FIRST, 0, Optional.of(CLOCK.instant())), events::add);
        assertThat(events).hasSize(before);
        checker()
                .check(
                        new CheckRequest(
                                DAY, FIRST, 0, Optional.of(CLOCK.instant().plusSeconds(1))),
                        events::add);
        assertThat(events).hasSize(before + 1);
    }

    @Test
    void aDamagedFileGivesWayToAReadingWithAsManyRowsAndToNoSmallerOne() {
        archive(FIRST, row(1), row(2));
        checker((blob, etag) -> new ByteArrayInputStream(gzip(""))).check(new CheckRequest(DAY, FIRST, 0), events::add);
        spoil();

        assertThat(archive(repair(1), row(1))).isInstanceOf(CommitOutcome.Unchanged.class);
        assertThat(file().isDamaged()).isTrue();
        assertThat(archive(repair(2), row(1), row(2))).isInstanceOf(CommitOutcome.Archived.class);
        assertThat(file().isDamaged()).isFalse();
        assertThat(file().check()).isEmpty();
    }

    private Run repair(int second) {
        return Runs.over(writer(), RunId.startingAt(CLOCK.instant().plusSeconds(second), new Random(1)), Reason.REPAIR);
    }

    /** Other bytes under the same metadata, as when somebody uploads over a file. */
    private void spoil() {
        BlobStore.Stored stored = blobs.find(PATH).orElseThrow();
        String block = Base64.getEncoder().encodeToString(new byte[64]);
        blobs.stageBlock(PATH, block, ByteBuffer.wrap("no gzip".getBytes(StandardCharsets.UTF_8)));
        assertThat(blobs.commit(PATH, List.of(block), stored.metadata(), Optional.of(stored)))
                .isTrue();
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
