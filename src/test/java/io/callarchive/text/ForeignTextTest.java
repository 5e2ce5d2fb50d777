package io.callarchive.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class ForeignTextTest {
    @Test
    void aPlaceIsThatInOurCodeWhicheverPackageItIsIn() {
        IllegalStateException e = new IllegalStateException("secret");
        e.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("com.azure.Client", "send", "Client.java", 7),
            new StackTraceElement("io.callarchive.lake.BlobLake", "commit", "BlobLake.java", 8)
        });
        assertThat(ForeignText.placeOf(new RuntimeException(e)))
                .isEqualTo("IllegalStateException in BlobLake.java, line 8");
    }

    @Test
    void thatTimeRanOutSaysMoreThanWhatBecameOfTheConnection() {
        IOException timeOut = new InterruptedIOException("timeout");
        timeOut.initCause(new SocketException("Socket closed"));
        assertThat(ForeignText.ofCause(new IllegalStateException(timeOut)))
                .isEqualTo("InterruptedIOException: timeout");
        assertThat(ForeignText.ofCause(new IllegalStateException(new SocketException("Connection reset"))))
                .isEqualTo("SocketException: Connection reset");
    }
}
