package io.callarchive;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Spaces the starts of runs so that their requests stay under Graph's limits for call records: 50 a minute for a log
 * and 200 for the app (Microsoft's throttling limits, read 2026-11), with some room for what else is going on.
 */
final class Pace {
    static final int LOG_PAGES_PER_MINUTE = 47;
    static final int APP_PAGES_PER_MINUTE = 190;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Map<CallLog, Duration> nextOfLog = new EnumMap<>(CallLog.class);
    private Duration nextOfApp = Duration.ZERO;
    private Duration end = Duration.ZERO;

    /** When a day of about that many pages may start, from now. */
    Duration next(CallLog log, double pages) {
        Duration ofLog = nextOfLog.getOrDefault(log, Duration.ZERO);
        Duration start = ofLog.compareTo(nextOfApp) > 0 ? ofLog : nextOfApp;
        nextOfLog.put(log, start.plus(time(pages, LOG_PAGES_PER_MINUTE)));
        nextOfApp = nextOfApp.plus(time(pages, APP_PAGES_PER_MINUTE));
        end = end.compareTo(nextOfLog.get(log)) > 0 ? end : nextOfLog.get(log);
        return start;
    }

    private static Duration time(double pages, int perMinute) {
        return Duration.ofMillis(Math.round(pages / perMinute * MINUTE.toMillis()));
    }

    /** When the last of them will have ended. */
    Duration end() {
        return end;
    }
}
