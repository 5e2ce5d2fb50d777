package io.callarchive.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.callarchive.json.Json;
import io.callarchive.status.HealthCheck;
import io.callarchive.status.HealthCheck.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code GET /api/health}, in the form of draft-inadarei-api-health-check-06. */
public final class HealthAnswer {
    /** The media type of that draft. */
    public static final String TYPE = "application/health+json";

    private HealthAnswer() {}

    /**
     * What is told besides the checks.
     *
     * @param commit of the source that the app was built from
     * @param tenant whose logs Graph hands out
     * @param lastRun when the newest night has begun
     * @param nextRun when the next one is due
     */
    public record About(
            String version,
            Optional<String> commit,
            Optional<String> tenant,
            Optional<Instant> lastRun,
            Optional<Instant> nextRun) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Health(
            String status,
            String version,
            @Nullable String commit,
            @Nullable String tenant,
            @Nullable String lastRun,
            @Nullable String nextRun,
            Map<String, List<Check>> checks) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Check(
            String componentId, @Nullable Object observedValue, String status, String output, String time) {}

    /** The worst of the checks is the whole's. */
    public static Verdict verdict(Collection<HealthCheck> checks) {
        return checks.stream().map(HealthCheck::verdict).max(Verdict::compareTo).orElse(Verdict.PASS);
    }

    public static String of(About about, Collection<HealthCheck> checks, Instant now) {
        Map<String, List<Check>> byName = new LinkedHashMap<>();
        checks.forEach(check -> byName.put(
                check.name(),
                List.of(new Check(
                        check.name(),
                        check.observed().orElse(null),
                        check.verdict().label(),
                        check.detail(),
                        now.toString()))));
        return Json.write(new Health(
                verdict(checks).label(),
                about.version(),
                about.commit().orElse(null),
                about.tenant().orElse(null),
                about.lastRun().map(Instant::toString).orElse(null),
                about.nextRun().map(Instant::toString).orElse(null),
                byName));
    }
}
