package io.callarchive.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsTheValuesInOrder() throws IOException {
        Path file = file(
                "{\"IsEncrypted\": false, \"Values\": {\"B\": \"two\", \"A\": \"\"}, \"Host\": {\"CORS\": \"*\"}}");

        assertThat(SettingsFile.read(file)).containsExactly(entry("B", "two"), entry("A", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"Values\": [\"secret\"]}",
                "{\"Values\": {\"A\": {\"B\": \"secret\"}}}",
                "{\"Values\": {\"A\": \"secret\"",
                "{\"IsEncrypted\": true, \"Values\": {\"A\": \"secret\"}}"
            })
    void refusesAnotherFormWithoutQuotingIt(String json) throws IOException {
        Path file = file(json);

        assertThatThrownBy(() -> SettingsFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file + " should be {\"IsEncrypted\": false, \"Values\": ")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("local.settings.json"), json);
    }
}
