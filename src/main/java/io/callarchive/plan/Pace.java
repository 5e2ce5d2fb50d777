package io.callarchive.plan;

import io.callarchive.CallLog;
import io.callarchive.pages.RequestLimits;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Spaces the starts of runs by what is known of their days, so that not more of them are under way than need be. */
final class Pace {
    private final RequestLimits limits;
    private final Map<CallLog, Duration> nextOfLog = new EnumMap<>(CallLog.class);
    private Duration nextOfApp = Duration.ZERO;
    private Duration end = Duration.ZERO;

    Pace(RequestLimits limits) {
        this.limits = limits;
    }

    /** When a day of about that many pages may start, from now. */
    Duration next(CallLog log, double pages) {
        Duration ofLog = nextOfLog.getOrDefault(log, Duration.ZERO);
        Duration start = ofLog.compareTo(nextOfApp) > 0 ? ofLog : nextOfApp;
        Duration endOfLog = start.plus(time(pages, limits.betweenRequestsOfALog()));
        nextOfLog.put(log, endOfLog);
        nextOfApp = nextOfApp.plus(time(pages, limits.betweenRequests()));
        end = end.compareTo(endOfLog) > 0 ? end : endOfLog;
        return start;
    }

    /** When the last of them will have ended. */
    Duration end() {
        return end;
    }

    private static Duration time(double pages, Duration ofAPage) {
        return Duration.ofMillis(Math.round(pages * ofAPage.toNanos() / 1e6));
    }
}
