package io.callarchive.testing.local;

import io.callarchive.EventLine.Name;
import io.callarchive.testing.host.HostProcess;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One firing of the nightly timer, followed by its log lines until every run that it started has ended. */
final class NightlyRun {
    private final List<LoggedEvent> ended;
    private final int expected;

    private NightlyRun(List<LoggedEvent> ended, int expected) {
        this.ended = ended;
        this.expected = expected;
    }

    /** Fires the timer and waits. */
    static NightlyRun watch(HostProcess host, Duration patience) {
        host.fire("DailyArchive");
        host.awaitLine("DailyArchive succeeded", patience);
        List<String> runs = events(host)
                .filter(event -> event.name() == Name.RUN_STARTED)
                .map(event -> event.value("run"))
                .toList();
        return new NightlyRun(runs.stream().map(run -> end(host, run, patience)).toList(), runs.size());
    }

    List<LoggedEvent> archived() {
        return ended.stream()
                .filter(event -> event.name() != Name.DAY_FAILED)
                .sorted(Comparator.comparing((LoggedEvent event) -> event.log().orElseThrow())
                        .thenComparing(event -> event.value("date")))
                .toList();
    }

    List<LoggedEvent> failed() {
        return ended.stream().filter(event -> event.name() == Name.DAY_FAILED).toList();
    }

    /** How many runs were started. */
    int expected() {
        return expected;
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

    private static Stream<LoggedEvent> events(HostProcess host) {
        return host.output().stream().flatMap(line -> LoggedEvent.in(line).stream());
    }
}
