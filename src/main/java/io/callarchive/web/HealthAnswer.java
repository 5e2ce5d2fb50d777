package io.callarchive.web;

import io.callarchive.json.Json;
import io.callarchive.status.HealthCheck;
import java.util.List;

/** The JSON of {@code GET /api/health}. */
public final class HealthAnswer {
    private HealthAnswer() {}

    private record Health(String status, List<HealthCheck> checks) {}

    public static String of(boolean ok, List<HealthCheck> checks) {
        return Json.write(new Health(ok ? "ok" : "failing", checks));
    }
}
