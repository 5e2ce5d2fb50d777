package io.callarchive.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.dayfile.PublishedDays.ChangedMeanwhile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** A check of a file that others change, or that cannot be read. */
class ChangingFileCheckTest extends CheckedDay {
    @Test
    void fileOfAnotherRunIsLeftToItsOwnCheck() {
        archive(FIRST, row(1));
        archive(run("019e0d0000000a0b0c", Reason.REVISIT), row(1), row(2));

        check(FIRST);
        checker().check(new CheckRequest(new ArchiveDay(CallLog.PSTN, DAY.date()), FIRST, 0), events::add);

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
                .check(new CheckRequest(DAY, FIRST, 0), events::add);

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
                .check(new CheckRequest(DAY, FIRST, 0), events::add);

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
                        .check(new CheckRequest(DAY, FIRST, 0), events::add))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void storageThatCannotBeReadIsAFaultAndNotTheFilesFailure() {
        archive(FIRST, row(1));

        assertThatThrownBy(() -> checker((blob, etag) -> {
                            throw new IOException("connection reset");
                        })
                        .check(new CheckRequest(DAY, FIRST, 0), events::add))
                .hasMessageContaining("cannot be read");
        assertThat(failures.find(DAY)).isEmpty();
        assertThat(file().check()).isEmpty();
    }
}
