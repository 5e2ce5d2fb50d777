package io.callarchive.local.host;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The text that a timer function gets. */
final class TimerPayload {
    /** What .NET sends for "never". */
    static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private TimerPayload() {}

    /** As Microsoft's host has it: while the function runs, the moment that it fires for is still the next one. */
    static String of(Instant next) {
        return "{\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":{\"Last\":\"" + TIME.format(NEVER)
                + "\",\"Next\":\"" + TIME.format(next)
                + "\",\"LastUpdated\":\"" + TIME.format(NEVER) + "\"},\"IsPastDue\":false}";
    }
}
