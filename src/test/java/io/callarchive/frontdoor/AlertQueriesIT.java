package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.callarchive.Event.Name;
import io.callarchive.testing.DeployedAlerts;
import io.callarchive.testing.KustoSubset.Trace;
import io.callarchive.testing.PackagedApp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The deployed alerts' own queries, run over what the app's process writes. */
class AlertQueriesIT extends OwnTenant {
    private static final Instant FIRST = Instant.parse("2026-11-21T06:10:00Z");
    private static final Instant SECOND = FIRST.plus(Duration.ofHours(1));
    private static final Duration SOON = Duration.ofMinutes(10);

    private final DeployedAlerts alerts = new DeployedAlerts();

    AlertQueriesIT() throws IOException {}

    @Test
    void theQueriesOfTheAlertsFindTheStatesInTheLinesOfTheApp() {
        azure.identity().grant(Set.of());
        Map<String, String> settings = Map.of("ARCHIVE_LOGS", "sms,pstn", "ARCHIVE_HISTORY_DAYS", "3");
        List<Trace> traces = new ArrayList<>();
        try (PackagedApp app = PackagedApp.start(azure, settings)) {
            app.host().fire("DailyArchive");
            app.awaitRest();
            traces.addAll(report(app, "ReportState", Name.ARCHIVE_STATE, List.of("sms", "pstn"), FIRST));
            assertThat(alerts.firing(traces, FIRST.plus(SOON)))
                    .containsOnlyKeys("callarchive-nothing-archived", "callarchive-days-failed");
            assertThat(alerts.firing(traces, FIRST.plus(SOON)).get("callarchive-days-failed"))
                    .extracting(row -> row.get("log"), row -> row.get("code"))
                    .containsExactlyInAnyOrder(tuple("sms", "Forbidden"), tuple("pstn", "Forbidden"));
        }
        azure.identity().grant(Set.of("CallRecord-PstnCalls.Read.All"));
        try (PackagedApp app = PackagedApp.start(azure, settings)) {
            app.host().fire("DailyArchive");
            app.awaitRest();
            traces.addAll(report(app, "ReportState", Name.ARCHIVE_STATE, List.of("sms", "pstn"), SECOND));
            assertThat(alerts.firing(traces, SECOND.plus(SOON))).isEmpty();
            assertThat(alerts.firing(traces, SECOND.plus(Duration.ofHours(4)))).containsOnlyKeys("callarchive-silent");
            assertThat(alerts.firing(traces, SECOND.plus(Duration.ofDays(30)))).containsOnlyKeys("callarchive-silent");
            traces.addAll(report(app, "ReportWeek", Name.ARCHIVE_WEEK, List.of(), SECOND));
            Map<String, List<Map<String, Object>>> week = alerts.firing(traces, SECOND.plus(SOON));
            assertThat(week).containsOnlyKeys("callarchive-week");
            assertThat(week.get("callarchive-week"))
                    .extracting(row -> row.get("days"), row -> row.get("atRisk"))
                    .containsExactly(tuple("14", "0"));
            logHoldsNothingPersonal(app);
        }
        traces.add(new Trace(SECOND, "DAY_KEPT log=sms date=2026-11-20 run=019e0c8d4e00a1b2c3 rows=5 found=4"));
        traces.add(new Trace(
                SECOND, "Message has reached MaxDequeueCount of 5. Moving message to queue 'archive-pages-poison'."));
        assertThat(alerts.firing(traces, SECOND.plus(SOON)))
                .containsOnlyKeys("callarchive-week", "callarchive-day-kept", "callarchive-poison-message");
    }

    @Test
    void theOtherStatesAreFoundToo() {
        String line = "ARCHIVE_STATE log=direct-routing yesterday=archived date=2026-11-20 failed=0 missing=0 atRisk=0"
                + " damaged=0 unchecked=0 first=2026-06-24 code=none";
        assertThat(alerts.firing(List.of(new Trace(FIRST, line)), FIRST)).isEmpty();
        assertThat(alerts.firing(List.of(new Trace(FIRST, line.replace("atRisk=0", "atRisk=3"))), FIRST))
                .containsOnlyKeys("callarchive-days-at-risk");
        assertThat(alerts.firing(List.of(new Trace(FIRST, line.replace("damaged=0", "damaged=1"))), FIRST))
                .containsOnlyKeys("callarchive-files-damaged");
        assertThat(alerts.firing(List.of(new Trace(FIRST, line.replace("=archived", "=not-due"))), FIRST))
                .isEmpty();
        assertThat(alerts.firing(List.of(), FIRST)).as("without any line").containsOnlyKeys("callarchive-silent");
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
}
