package io.callarchive.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/**
 * How often a timer function is tried again that has thrown, and after how long: {@code retry} in function.json.
 *
 * @param most -1 for as often as it takes
 */
record Retries(int most, Duration delay) {
    static final Retries NONE = new Retries(0, Duration.ZERO);

    static Retries of(JsonNode retry) {
        if (retry.isMissingNode()) {
            return NONE;
        }
        String strategy = retry.path("strategy").asText();
        JsonNode most = retry.path("maxRetryCount");
        if (!strategy.equals("fixedDelay") || !most.isInt()) {
            throw new UnusableFunction("the local host retries with a fixedDelay and a maxRetryCount, not " + retry);
        }
        return new Retries(most.intValue(), delay(retry.path("delayInterval").asText()));
    }

    private static Duration delay(String text) {
        try {
            return Duration.between(LocalTime.MIDNIGHT, LocalTime.parse(text));
        } catch (DateTimeParseException e) {
            throw new UnusableFunction("delayInterval should be a time such as 00:05:00 but is " + text, e);
        }
    }

    boolean isOneMoreAfter(int retries) {
        return most < 0 || retries < most;
    }
}
