package io.callarchive;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * One event on one line: its name, then {@code key=value} pairs, values with blanks in quotes. Names and keys are a
 * contract with the alerts and with whoever searches the log; a line holds counts, ids and durations, never a row.
 */
public final class Event {
    /** What can happen. */
    public enum Name {
        RUN_STARTED,
        PAGE_STAGED,
        THROTTLED,
        RUN_RESTARTED,
        RUN_LOST,
        DAY_ARCHIVED,
        DAY_UNCHANGED,
        DAY_KEPT,
        DAY_SUPERSEDED,
        DAY_FAILED,
        DAY_GONE,
        DAY_CHECKED,
        ORDER_ENDED,
        CAUGHT_UP,
        ARCHIVE_STATE,
        ARCHIVE_WEEK,
        DIGEST_WRITTEN
    }

    private final Name name;
    private final StringBuilder text;
    private boolean warning;

    private Event(Name name) {
        this.name = name;
        this.text = new StringBuilder(name.name());
        this.warning = name == Name.DAY_FAILED || name == Name.DAY_KEPT;
    }

    public static Event of(Name name, ArchiveDay day, RunId run) {
        return new Event(name)
                .with("log", day.log().label())
                .with("date", day.date())
                .with("run", run);
    }

    /** Of no single day. */
    public static Event of(Name name) {
        return new Event(name);
    }

    /** For a message that does not even tell its day. */
    public static Event ofUnknownDay(Name name) {
        return new Event(name).with("log", "unknown").with("date", "unknown");
    }

    public Event with(String key, Object value) {
        String plain = value.toString();
        boolean quoted = plain.isEmpty() || plain.chars().anyMatch(c -> c <= ' ' || c == '"' || c == '=');
        text.append(' ').append(key).append('=');
        text.append(quoted ? '"' + plain.replace("\"", "'") + '"' : plain);
        return this;
    }

    /**
     * How long it took, to a tenth of a second. Never less than nothing: the two times may be of two machines' clocks,
     * or of one that was set back in between.
     */
    public Event withSeconds(Instant begin, Instant end) {
        long millis = Math.max(0, Duration.between(begin, end).toMillis());
        return with("seconds", String.format(Locale.ROOT, "%.1f", millis / 1000.0));
    }

    public Event with(Problem problem) {
        return with("status", problem.status())
                .with("code", problem.code())
                .with("requestId", problem.requestId().isEmpty() ? "none" : problem.requestId())
                .with("message", problem.message());
    }

    /** For an event that is well and good in itself, but not this time. */
    public Event asWarning() {
        warning = true;
        return this;
    }

    public Name name() {
        return name;
    }

    /** Whether a person should look at it. */
    public boolean isWarning() {
        return warning;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
