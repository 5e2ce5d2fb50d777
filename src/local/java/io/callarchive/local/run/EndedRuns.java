package io.callarchive.local.run;

import io.callarchive.Event.Name;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How runs of days ended, by the app's log; of several runs of a day the newest.
 *
 * @param ends sorted by log and date
 */
record EndedRuns(List<LoggedEvent> ends) {
    static EndedRuns in(List<String> output) {
        Map<String, LoggedEvent> newest = new LinkedHashMap<>();
        output.stream()
                .flatMap(line -> LoggedEvent.in(line).stream())
                .filter(LoggedEvent::endsADay)
                .forEach(event -> newest.put(event.value("log") + event.value("date"), event));
        return new EndedRuns(newest.values().stream()
                .sorted(Comparator.comparing((LoggedEvent event) -> event.log().orElseThrow())
                        .thenComparing(event -> event.value("date")))
                .toList());
    }

    List<LoggedEvent> archived() {
        return ends.stream().filter(event -> event.name() != Name.DAY_FAILED).toList();
    }

    List<LoggedEvent> failed() {
        return ends.stream().filter(event -> event.name() == Name.DAY_FAILED).toList();
    }
}
