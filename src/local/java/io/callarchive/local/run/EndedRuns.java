package io.callarchive.local.run;

import io.callarchive.Event.Name;
import io.callarchive.local.host.HostProcess;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** How runs of days ended, by the app's log. */
final class EndedRuns {
    private final List<LoggedEvent> ends;

    private EndedRuns(List<LoggedEvent> ends) {
        this.ends = ends;
    }

    /** The runs that the app has started so far. */
    static List<String> started(HostProcess host) {
        return host.output().stream()
                .flatMap(line -> LoggedEvent.in(line).stream())
                .filter(event -> event.name() == Name.RUN_STARTED)
                .map(event -> event.value("run"))
                .toList();
    }

    /** Waits until each of them has ended, in whatever way. */
    static EndedRuns await(HostProcess host, List<String> runs, Duration patience) {
        return new EndedRuns(runs.stream().map(run -> end(host, run, patience)).toList());
    }

    List<LoggedEvent> archived() {
        return ends.stream()
                .filter(event -> event.name() != Name.DAY_FAILED)
                .sorted(Comparator.comparing((LoggedEvent event) -> event.log().orElseThrow())
                        .thenComparing(event -> event.value("date")))
                .toList();
    }

    List<LoggedEvent> failed() {
        return ends.stream().filter(event -> event.name() == Name.DAY_FAILED).toList();
    }

    private static LoggedEvent end(HostProcess host, String run, Duration patience) {
        String line = host.awaitLine(
                printed -> LoggedEvent.in(printed)
                        .filter(event -> event.endsADay() && event.value("run").equals(run))
                        .isPresent(),
                "the end of run " + run,
                patience);
        return LoggedEvent.in(line).orElseThrow();
    }
}
