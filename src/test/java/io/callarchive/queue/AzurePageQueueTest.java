package io.callarchive.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzurePageQueueTest {
    @ParameterizedTest
    @CsvSource({"PT0S, 0", "PT0.000000001S, 1", "PT0.3S, 1", "PT1S, 1", "PT1.304S, 2", "PT1H, 3600"})
    void noMessageComesBeforeItIsDue(Duration delay, long seconds) {
        assertThat(AzurePageQueue.inWholeSeconds(delay)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
