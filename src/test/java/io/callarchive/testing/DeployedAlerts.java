package io.callarchive.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.testing.KustoSubset.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The alert rules as the deployment makes them, with their own queries. */
public final class DeployedAlerts {
    private static final Path DEPLOYMENT = Path.of("infra/snapshots/defaults.snapshot.json");

    private final Map<String, String> queries = new TreeMap<>();

    public DeployedAlerts() throws IOException {
        for (JsonNode resource :
                JsonMapper.builder().build().readTree(DEPLOYMENT.toFile()).path("predictedResources")) {
            if (resource.path("type").asText().equals("Microsoft.Insights/scheduledQueryRules")) {
                queries.put(
                        resource.path("name").asText(),
                        resource.at("/properties/criteria/allOf/0/query").asText());
            }
        }
        if (queries.isEmpty()) {
            throw new IllegalStateException("no alert in " + DEPLOYMENT);
        }
    }

    /** The rules that fire at that moment, with the rows that they find. */
    public Map<String, List<Map<String, Object>>> firing(List<Trace> traces, Instant now) {
        Map<String, List<Map<String, Object>>> firing = new TreeMap<>();
        queries.forEach((rule, query) -> {
            List<Map<String, Object>> rows = new KustoSubset(now).run(query, traces);
            if (!rows.isEmpty()) {
                firing.put(rule, rows);
            }
        });
        return firing;
    }
}
