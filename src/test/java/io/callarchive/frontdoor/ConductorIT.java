package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.local.run.LoggedEvent;
import io.callarchive.local.simulator.Throughput;
import io.callarchive.testing.PackagedApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many days at once, by processes that die and by several of them. */
class ConductorIT extends OwnTenant {
    private static final Duration OBSERVED = Duration.ofSeconds(100);

    /** In real time, with Graph's real limits, on one queue and one storage account. */
    @Test
    void twoProcessesAtOnceKeepToGraphsLimits() throws Exception {
        azure.graph().limits(50, 200);
        Map<String, String> paced = Map.of("GRAPH_REQUESTS_PER_MINUTE", "46");
        try (PackagedApp one = PackagedApp.start(azure, paced);
                PackagedApp other = PackagedApp.start(azure, paced)) {
            order(one, today.minusDays(60), today.minusDays(2), "");
            Thread.sleep(OBSERVED.toMillis());
            Throughput figures = Throughput.of(azure.graph().requests());
            System.out.println("Two processes at once: " + figures);
            assertThat(figures.throttledPercent()).isLessThan(2);
            assertThat(List.of(one, other))
                    .as("both work")
                    .allMatch(app -> app.host().output().stream().anyMatch(line -> line.contains("PAGE_STAGED")));
            List<LoggedEvent> archived = Stream.of(one, other)
                    .flatMap(app -> app.host().output().stream())
                    .flatMap(line -> LoggedEvent.in(line).stream())
                    .filter(event -> event.name() == Name.DAY_ARCHIVED)
                    .toList();
            assertThat(archived).isNotEmpty().allSatisfy(event -> {
                ArchiveDay day = new ArchiveDay(event.log().orElseThrow(), LocalDate.parse(event.value("date")));
                assertThat(one.lines(day)).isEqualTo(one.served(day));
            });
        }
    }

    @Test
    void anAppThatIsKilledInTheMiddleOfABackfillGoesOnWhereItWas() throws Exception {
        azure.graph().answer(request -> Optional.of(azure.graph().usual(request).after(Duration.ofMillis(300))));
        Map<String, String> shortLease = Map.of("LOCALHOST_LEASE_SECONDS", "3");
        LocalDate from = today.minusDays(20);
        LocalDate to = today.minusDays(11);
        try (PackagedApp app = PackagedApp.start(azure, shortLease)) {
            order(app, from, to, ",\"logs\":[\"sms\",\"pstn\"]");
            app.await(Name.DAY_ARCHIVED, Map.of());
            app.host().kill();
        }
        try (PackagedApp app = PackagedApp.start(azure, shortLease)) {
            app.await(Name.ORDER_ENDED, Map.of("order", from + "." + to + ".sms.pstn"));
            from.datesUntil(to.plusDays(1))
                    .flatMap(date -> Stream.of(CallLog.SMS, CallLog.PSTN).map(log -> new ArchiveDay(log, date)))
                    .forEach(day -> assertThat(app.lines(day)).isEqualTo(app.served(day)));
        }
    }

    private static void order(PackagedApp app, LocalDate from, LocalDate to, String more)
            throws IOException, InterruptedException {
        String body = "{\"from\":\"" + from + "\",\"to\":\"" + to + "\"" + more + "}";
        HttpResponse<String> answer = HttpCaller.CLIENT.send(
                HttpRequest.newBuilder(URI.create(app.host().address() + "/api/backfill"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }
}
