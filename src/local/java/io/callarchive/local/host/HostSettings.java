package io.callarchive.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What host.json says, with the real host's defaults. As there, an app setting such as
 * {@code AzureFunctionsJobHost__extensions__queues__batchSize} wins over the file.
 *
 * @param newBatchThreshold no more messages are fetched while more than this many are being worked on
 * @param visibilityTimeout how long a message stays hidden after a failure
 * @param base64 whether the text of a queue message is base64 (the default) or plain
 * @param routePrefix first part of every HTTP path, without slashes
 */
record HostSettings(
        int batchSize,
        int newBatchThreshold,
        int maxDequeueCount,
        Duration visibilityTimeout,
        Duration maxPollingInterval,
        boolean base64,
        String routePrefix) {
    private static final Pattern TIME_SPAN = Pattern.compile("([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{1,7}))?");

    HostSettings {
        if (batchSize < 1 || batchSize > 32 || newBatchThreshold < 0 || maxDequeueCount < 1) {
            throw new IllegalArgumentException("host.json: expected a batchSize from 1 to 32, a newBatchThreshold from"
                    + " 0 and a maxDequeueCount from 1, but they are " + batchSize + ", " + newBatchThreshold + ", "
                    + maxDequeueCount);
        }
    }

    static HostSettings read(Path hostJson, Map<String, String> appSettings) {
        Extensions extensions = new Extensions(parse(hostJson).path("extensions"), appSettings);
        int batchSize =
                extensions.get("queues", "batchSize").map(Integer::valueOf).orElse(16);
        int cores = Runtime.getRuntime().availableProcessors();
        return new HostSettings(
                batchSize,
                extensions
                        .get("queues", "newBatchThreshold")
                        .map(Integer::valueOf)
                        .orElse(batchSize / 2 * cores),
                extensions
                        .get("queues", "maxDequeueCount")
                        .map(Integer::valueOf)
                        .orElse(5),
                extensions
                        .get("queues", "visibilityTimeout")
                        .map(HostSettings::timeSpan)
                        .orElse(Duration.ZERO),
                extensions
                        .get("queues", "maxPollingInterval")
                        .map(HostSettings::timeSpan)
                        .orElse(Duration.ofMinutes(1)),
                extensions
                        .get("queues", "messageEncoding")
                        .map(HostSettings::isBase64)
                        .orElse(true),
                extensions.get("http", "routePrefix").orElse("api"));
    }

    private static boolean isBase64(String encoding) {
        if (!encoding.equalsIgnoreCase("base64") && !encoding.equalsIgnoreCase("none")) {
            throw new IllegalArgumentException(
                    "host.json: messageEncoding should be base64 or none but is " + encoding);
        }
        return encoding.equalsIgnoreCase("base64");
    }

    private static Duration timeSpan(String text) {
        Matcher parts = TIME_SPAN.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("host.json: a time should be hh:mm:ss or hh:mm:ss.fff but is " + text);
        }
        String fraction = parts.group(4) == null ? "" : "." + parts.group(4);
        return Duration.parse("PT" + parts.group(1) + "H" + parts.group(2) + "M" + parts.group(3) + fraction + "S");
    }

    private static JsonNode parse(Path hostJson) {
        try {
            return new ObjectMapper().readTree(Files.readString(hostJson));
        } catch (IOException e) {
            throw new IllegalArgumentException(hostJson + " should be a JSON file but cannot be read as one", e);
        }
    }

    private record Extensions(JsonNode node, Map<String, String> appSettings) {
        Optional<String> get(String extension, String property) {
            String override = appSettings.get("AzureFunctionsJobHost__extensions__" + extension + "__" + property);
            JsonNode inFile = node.path(extension).path(property);
            return override != null
                    ? Optional.of(override)
                    : Optional.of(inFile).filter(JsonNode::isValueNode).map(JsonNode::asText);
        }
    }
}
