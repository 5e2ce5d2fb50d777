package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.Event.Name;
import io.callarchive.testing.KustoSubset;
import io.callarchive.testing.KustoSubset.Trace;
import io.callarchive.testing.PackagedApp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The deployed alerts' own queries, run over what the app's process writes. */
class AlertQueriesIT extends OwnTenant {
    private static final Path DEPLOYMENT = Path.of("infra/snapshots/defaults.snapshot.json");
    private static final Instant FIRST = Instant.parse("2026-11-21T06:10:00Z");
    private static final Instant SECOND = FIRST.plus(Duration.ofHours(1));
    private static final Duration SOON = Duration.ofMinutes(10);

    @Test
    void theQueriesOfTheAlertsFindTheStatesInTheLinesOfTheApp() throws IOException {
        Map<String, String> queries = queries();
        azure.identity().grant(Set.of());
        Map<String, String> settings = Map.of("ARCHIVE_LOGS", "sms,pstn", "ARCHIVE_HISTORY_DAYS", "3");
        List<Trace> traces = new ArrayList<>();
        try (PackagedApp app = PackagedApp.start(azure, settings)) {
            app.host().fire("DailyArchive");
            app.awaitRest();
            traces.addAll(report(app, "ReportState", Name.ARCHIVE_STATE, List.of("sms", "pstn"), FIRST));
            assertThat(firing(queries, traces, FIRST.plus(SOON)))
                    .containsOnlyKeys("callarchive-nothing-archived", "callarchive-days-failed");
            assertThat(firing(queries, traces, FIRST.plus(SOON)).get("callarchive-days-failed"))
                    .extracting(row -> row.get("log"), row -> row.get("code"))
                    .containsExactlyInAnyOrder(tuple("sms", "Forbidden"), tuple("pstn", "Forbidden"));
        }
        azure.identity().grant(Set.of("CallRecord-PstnCalls.Read.All"));
        try (PackagedApp app = PackagedApp.start(azure, settings)) {
            app.host().fire("DailyArchive");
            app.awaitRest();
            traces.addAll(report(app, "ReportState", Name.ARCHIVE_STATE, List.of("sms", "pstn"), SECOND));
            assertThat(firing(queries, traces, SECOND.plus(SOON))).isEmpty();
            assertThat(firing(queries, traces, SECOND.plus(Duration.ofHours(4))))
                    .containsOnlyKeys("callarchive-silent");
            traces.addAll(report(app, "ReportWeek", Name.ARCHIVE_WEEK, List.of(), SECOND));
            Map<String, List<Map<String, Object>>> week = firing(queries, traces, SECOND.plus(SOON));
            assertThat(week).containsOnlyKeys("callarchive-week");
            assertThat(week.get("callarchive-week"))
                    .extracting(row -> row.get("days"), row -> row.get("atRisk"))
                    .containsExactly(tuple("14", "0"));
            logHoldsNothingPersonal(app);
        }
        traces.add(new Trace(SECOND, "DAY_KEPT log=sms date=2026-11-20 run=019e0c8d4e00a1b2c3 rows=5 found=4"));
        traces.add(new Trace(
                SECOND, "Message has reached MaxDequeueCount of 5. Moving message to queue 'archive-pages-poison'."));
        assertThat(firing(queries, traces, SECOND.plus(SOON)))
                .containsOnlyKeys("callarchive-week", "callarchive-day-kept", "callarchive-poison-message");
    }

    @Test
    void theOtherStatesAreFoundToo() throws IOException {
        String line = "ARCHIVE_STATE log=direct-routing yesterday=archived date=2026-11-20 failed=0 missing=0 atRisk=0"
                + " damaged=0 unchecked=0 first=2026-06-24 code=none";
        assertThat(firing(queries(), List.of(new Trace(FIRST, line)), FIRST)).isEmpty();
        assertThat(firing(queries(), List.of(new Trace(FIRST, line.replace("atRisk=0", "atRisk=3"))), FIRST))
                .containsOnlyKeys("callarchive-days-at-risk");
        assertThat(firing(queries(), List.of(new Trace(FIRST, line.replace("damaged=0", "damaged=1"))), FIRST))
                .containsOnlyKeys("callarchive-files-damaged");
        assertThat(firing(queries(), List.of(new Trace(FIRST, line.replace("=archived", "=not-due"))), FIRST))
                .isEmpty();
        assertThat(firing(queries(), List.of(), FIRST))
                .as("before the first line")
                .isEmpty();
    }

    private static List<Trace> report(PackagedApp app, String function, Name name, List<String> logs, Instant at) {
        app.host().fire(function);
        // The logs are in no order.
        app.await(name, Map.of());
        logs.forEach(log -> app.await(name, Map.of("log", log)));
        return app.host().output().stream()
                .filter(line -> line.contains(name.name()))
                .map(line -> new Trace(at, line))
                .toList();
    }

    /** The rules that fire at that moment, with the rows that they find. */
    private static Map<String, List<Map<String, Object>>> firing(
            Map<String, String> queries, List<Trace> traces, Instant now) {
        Map<String, List<Map<String, Object>>> firing = new TreeMap<>();
        queries.forEach((rule, query) -> {
            List<Map<String, Object>> rows = new KustoSubset(now).run(query, traces);
            if (!rows.isEmpty()) {
                firing.put(rule, rows);
            }
        });
        return firing;
    }

    private static Map<String, String> queries() throws IOException {
        Map<String, String> queries = new TreeMap<>();
        for (JsonNode resource :
                JsonMapper.builder().build().readTree(DEPLOYMENT.toFile()).path("predictedResources")) {
            if (resource.path("type").asText().equals("Microsoft.Insights/scheduledQueryRules")) {
                queries.put(
                        resource.path("name").asText(),
                        resource.at("/properties/criteria/allOf/0/query").asText());
            }
        }
        assertThat(queries).hasSize(8);
        return queries;
    }
}
