package io.callarchive.testing.host;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The text that a timer function gets. */
final class TimerPayload {
    /** What .NET sends for "never". */
    private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private TimerPayload() {}

    static String of(TimerSchedule schedule, Instant now) {
        return "{\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":{\"Last\":\"" + TIME.format(NEVER)
                + "\",\"Next\":\"" + TIME.format(schedule.nextAfter(now).orElse(NEVER))
                + "\",\"LastUpdated\":\"" + TIME.format(NEVER) + "\"},\"IsPastDue\":false}";
    }
}
