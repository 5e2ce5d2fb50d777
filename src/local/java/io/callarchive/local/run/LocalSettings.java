package io.callarchive.local.run;

import io.callarchive.local.host.SettingsFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The settings of a local run: a settings file's, over which environment variables win. */
final class LocalSettings {
    private static final Pattern OURS =
            Pattern.compile("ARCHIVE_.*|GRAPH_ENDPOINT|AZURE_.*|AzureWebJobsStorage.*|IDENTITY_.*");

    private LocalSettings() {}

    /**
     * Merges both.
     *
     * @param file its path, blank for none
     */
    static Map<String, String> read(String file, Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>();
        settings.put("ARCHIVE_SCHEDULE", "0 30 3 * * *");
        if (!file.isBlank()) {
            settings.putAll(SettingsFile.read(Path.of(file)));
        }
        environment.forEach((name, value) -> {
            if (OURS.matcher(name).matches()) {
                settings.put(name, value);
            }
        });
        return settings;
    }
}
