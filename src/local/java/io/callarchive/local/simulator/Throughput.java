package io.callarchive.local.simulator;

import io.callarchive.CallLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a run of requests stood to Graph's limits.
 *
 * @param requests all of them
 * @param throttledPercent the share that was answered 429
 * @param busiest the log with the most pages
 * @param time from the first to the last page of that log
 * @param pagesAMinute of that log
 */
public record Throughput(int requests, double throttledPercent, CallLog busiest, Duration time, double pagesAMinute) {
    /** Of requests to the simulator, of which at least two of a log were answered. */
    public static Throughput of(List<SimulatorRequest> requests) {
        List<SimulatorRequest> pages = requests.stream()
                .filter(request -> request.status() == 200)
                .collect(Collectors.groupingBy(request -> request.log().orElseThrow()))
                .values()
                .stream()
                .reduce(List.of(), (one, other) -> other.size() > one.size() ? other : one);
        // Two that come at once may stand in the journal the other way round.
        List<Instant> arrivals =
                pages.stream().map(SimulatorRequest::receivedAt).sorted().toList();
        Duration time = Duration.between(arrivals.get(0), arrivals.get(arrivals.size() - 1));
        long throttled =
                requests.stream().filter(request -> request.status() == 429).count();
        return new Throughput(
                requests.size(),
                throttled * 100.0 / requests.size(),
                pages.get(0).log().orElseThrow(),
                time,
                (pages.size() - 1) * 60_000.0 / time.toMillis());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d requests, %.1f %% of them answered 429; %s, the busiest log, took %d minutes: %.1f pages a minute",
                requests,
                throttledPercent,
                busiest,
                Math.round(time.toSeconds() / 60.0),
                pagesAMinute);
    }
}
