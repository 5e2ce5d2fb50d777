package io.callarchive.graph;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmark with JMH's own options and sums it up per row. */
public final class PageBenchmarkTable {
    private PageBenchmarkTable() {}

    public static void main(String... arguments) throws RunnerException, CommandLineOptionException {
        Map<String, Map<String, Result<?>>> byLog = new TreeMap<>();
        OptionsBuilder options = new OptionsBuilder();
        options.parent(new CommandLineOptions(arguments)).include(PageBenchmark.class.getName() + "\\.");
        for (RunResult result : new Runner(options.build()).run()) {
            Result<?> score = result.getPrimaryResult();
            byLog.computeIfAbsent(result.getParams().getParam("log"), log -> new TreeMap<>())
                    .put(score.getLabel(), score);
        }
        print(
                "%n%-16s %18s %18s %18s %12s %12s",
                "µs per row", "page step", "gzip alone", "typed path", "step/gzip", "step/typed");
        byLog.forEach((log, scores) -> {
            Result<?> step = scores.get("pageStep");
            Result<?> gzip = scores.get("gzipAlone");
            Result<?> typed = scores.get("typedPath");
            print(
                    "%-16s %18s %18s %18s %12.2f %12.2f",
                    log,
                    perRow(step),
                    perRow(gzip),
                    perRow(typed),
                    step.getScore() / gzip.getScore(),
                    step.getScore() / typed.getScore());
        });
    }

    private static String perRow(Result<?> result) {
        return String.format(
                Locale.ROOT,
                "%.2f ± %.2f",
                result.getScore() / PageBenchmark.ROWS,
                result.getScoreError() / PageBenchmark.ROWS);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
