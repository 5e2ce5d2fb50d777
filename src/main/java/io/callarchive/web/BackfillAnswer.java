package io.callarchive.web;

import io.callarchive.json.Json;
import io.callarchive.plan.Estimate;
import io.callarchive.plan.Order;
import java.util.List;

/** The JSON of {@code POST /api/backfill}. Its names are a contract with those who read it by machine. */
public final class BackfillAnswer {
    private BackfillAnswer() {}

    private record DryRun(int days, long requests, long minutes, List<Begun> start, List<Left> skipped) {}

    private record Begun(String log, String date) {}

    private record Ordered(String order, long days, String placedAt, String status) {}

    private record Left(String log, String date, String reason) {}

    /** What would be read. */
    public static String dryRun(Estimate estimate) {
        return Json.write(new DryRun(
                estimate.days().size(),
                estimate.requests(),
                estimate.duration().plusSeconds(59).toMinutes(),
                estimate.days().stream()
                        .map(day -> new Begun(day.log().label(), day.date().toString()))
                        .toList(),
                estimate.skipped().stream()
                        .map(skip -> new Left(
                                skip.day().log().label(), skip.day().date().toString(), skip.reason()))
                        .toList()));
    }

    /** What was ordered: the days that are asked for, of which some may need no reading. */
    public static String ordered(Order order, String statusUrl) {
        return Json.write(new Ordered(order.id(), order.days(), order.at().toString(), statusUrl));
    }
}
