package io.callarchive.web;

import io.callarchive.json.Json;
import io.callarchive.plan.Plan;
import java.util.List;

/** The JSON of {@code POST /api/backfill}. Its names are a contract with those who read it by machine. */
public final class BackfillAnswer {
    private BackfillAnswer() {}

    private record DryRun(int days, long requests, long minutes, List<Begun> start, List<Left> skipped) {}

    private record Begun(String log, String date) {}

    private record Queued(int queued, List<Left> skipped, String status) {}

    private record Left(String log, String date, String reason) {}

    /** What would be read. */
    public static String dryRun(Plan plan) {
        return Json.write(new DryRun(
                plan.starts().size(),
                plan.requests(),
                plan.duration().plusSeconds(59).toMinutes(),
                plan.starts().stream()
                        .map(start -> new Begun(
                                start.day().log().label(), start.day().date().toString()))
                        .toList(),
                skipped(plan)));
    }

    /** What was begun. */
    public static String queued(Plan plan, String statusUrl) {
        return Json.write(new Queued(plan.starts().size(), skipped(plan), statusUrl));
    }

    private static List<Left> skipped(Plan plan) {
        return plan.skipped().stream()
                .map(skip ->
                        new Left(skip.day().log().label(), skip.day().date().toString(), skip.reason()))
                .toList();
    }
}
