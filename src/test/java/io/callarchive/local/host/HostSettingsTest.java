package io.callarchive.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void hasTheDefaultsOfTheRealHost() throws IOException {
        int cores = Runtime.getRuntime().availableProcessors();

        assertThat(read("{\"version\": \"2.0\"}", Map.of()))
                .isEqualTo(new HostSettings(16, 8 * cores, 5, Duration.ZERO, Duration.ofMinutes(1), true, "api"));
    }

    @Test
    void readsTheFile() throws IOException {
        String json = """
                {"extensions": {"http": {"routePrefix": ""}, "queues": {"batchSize": 8, "newBatchThreshold": 0,
                 "maxDequeueCount": 3, "visibilityTimeout": "00:02:30", "maxPollingInterval": "00:00:00.250",
                 "messageEncoding": "none"}}}""";

        assertThat(read(json, Map.of()))
                .isEqualTo(new HostSettings(8, 0, 3, Duration.ofSeconds(150), Duration.ofMillis(250), false, ""));
    }

    @Test
    void prefersAnAppSetting() throws IOException {
        Map<String, String> appSettings = Map.of("AzureFunctionsJobHost__extensions__queues__maxDequeueCount", "2");

        assertThat(read("{\"extensions\": {\"queues\": {\"maxDequeueCount\": 9}}}", appSettings)
                        .maxDequeueCount())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"extensions\": {\"queues\": {\"batchSize\": 33}}}",
                "{\"extensions\": {\"queues\": {\"batchSize\": \"many\"}}}",
                "{\"extensions\": {\"queues\": {\"visibilityTimeout\": \"30 s\"}}}",
                "{\"extensions\": {\"queues\": {\"messageEncoding\": \"utf-8\"}}}"
            })
    void refusesAnInvalidFile(String json) {
        assertThatThrownBy(() -> read(json, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private HostSettings read(String json, Map<String, String> appSettings) throws IOException {
        return HostSettings.read(Files.writeString(folder.resolve("host.json"), json), appSettings);
    }
}
