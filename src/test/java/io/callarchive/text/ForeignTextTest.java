package io.callarchive.text;

import static org.assertj.core.api.Assertions.assertThat;

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
}
