package io.callarchive.local.run;

import io.callarchive.CallLog;
import io.callarchive.Event;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** An event read back from a log line, as an alert or a search would. */
public record LoggedEvent(Event.Name name, Map<String, String> values) {
    private static final String NAMES =
            String.join("|", Arrays.stream(Event.Name.values()).map(Enum::name).toList());
    private static final Pattern EVENT = Pattern.compile("\\b(" + NAMES + ")((?: \\w+=(?:\"[^\"]*\"|\\S+))*)");
    private static final Pattern PAIR = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|(\\S+))");

    /** The event of a line; empty if the line tells none. */
    public static Optional<LoggedEvent> in(String line) {
        return EVENT.matcher(line).results().findFirst().map(event -> {
            Map<String, String> values = new HashMap<>();
            PAIR.matcher(event.group(2)).results().forEach(pair -> values.put(pair.group(1), value(pair)));
            return new LoggedEvent(Event.Name.valueOf(event.group(1)), values);
        });
    }

    private static String value(MatchResult pair) {
        return pair.group(2) != null ? pair.group(2) : pair.group(3);
    }

    public String value(String key) {
        return values.getOrDefault(key, "");
    }

    public Optional<CallLog> log() {
        return CallLog.ofLabel(value("log"));
    }

    /** Whether the event ends a run of a day, in whatever way. */
    public boolean endsADay() {
        return switch (name) {
            case DAY_ARCHIVED, DAY_UNCHANGED, DAY_KEPT, DAY_FAILED -> true;
            default -> false;
        };
    }
}
