package io.callarchive.local.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a local.settings.json, the file in which Core Tools keep the settings of an app on one machine. */
public final class SettingsFile {
    private static final String EXPECTED = " should be {\"IsEncrypted\": false, \"Values\": {\"NAME\": \"text\", ...}}";

    private SettingsFile() {}

    /**
     * The settings in the order of the file.
     *
     * @throws IllegalArgumentException if the file is encrypted or not of that form; never quotes a value, which may
     *     be a secret
     */
    public static Map<String, String> read(Path file) {
        JsonNode root = parse(file);
        if (root.path("IsEncrypted").asBoolean()) {
            throw new IllegalArgumentException(file + EXPECTED + " but is encrypted: func settings decrypt opens it");
        }
        JsonNode values = root.path("Values");
        if (!values.isObject()) {
            throw new IllegalArgumentException(file + EXPECTED + " but has no object Values");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        values.properties().forEach(setting -> {
            if (!setting.getValue().isTextual()) {
                throw new IllegalArgumentException(file + EXPECTED + " but " + setting.getKey() + " is not a text");
            }
            settings.put(setting.getKey(), setting.getValue().asText());
        });
        return Collections.unmodifiableMap(settings);
    }

    private static JsonNode parse(Path file) {
        try {
            return new ObjectMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + EXPECTED + " but is not JSON from line "
                    + e.getLocation().getLineNr() + " on");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
