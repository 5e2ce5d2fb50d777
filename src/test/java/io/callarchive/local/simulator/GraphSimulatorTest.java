package io.callarchive.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callarchive.CallLog;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.testing.AdjustableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphSimulatorTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 18);
    private static final String WINDOW = "(fromDateTime=2026-11-18T00:00:00Z,toDateTime=2026-11-19T00:00:00Z)";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-20T03:30:00Z"));
    private final SimulatedTenant tenant = new SimulatedTenant(7);
    private final GraphSimulator graph = new GraphSimulator(tenant, clock);
    private final IdentityEndpoint identity = new IdentityEndpoint(clock);

    @AfterEach
    void close() {
        graph.close();
        identity.close();
    }

    @ParameterizedTest
    @EnumSource
    void pagesOfADayHoldItsRowsAndWhatStartsTheNextDay(CallLog log) throws Exception {
        List<byte[]> expected = new ArrayList<>(tenant.rows(log, DAY));
        if (log != CallLog.DIRECT_ROUTING && log != CallLog.DIALOUT) {
            expected.add(tenant.rows(log, DAY.plusDays(1)).get(0));
        }

        String all = String.join("", bodies(first(log)));

        int position = 0;
        for (byte[] row : expected) {
            String text = new String(row, StandardCharsets.UTF_8);
            int found = all.indexOf(text, position);
            assertThat(found).isNotNegative();
            position = found + text.length();
        }
        assertThat(rowCount(first(log))).isEqualTo(expected.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "microsoft.graph.callRecords.getSmsLog(fromDateTime=2026-11-18T00%3A00%3A00Z,toDateTime=2026-11-19T00%3A00%3A00Z)",
                "microsoft.graph.callRecords.getSmsLog%28fromDateTime%3D2026-11-18T00%3A00%3A00Z%2CtoDateTime%3D2026-11-19T00%3A00%3A00Z%29",
                "getSmsLog(fromDateTime=2026-11-18T00:00:00.000Z,toDateTime=2026-11-19T00:00:00Z)",
                "getSmsLog(fromDateTime=2026-11-18,toDateTime=2026-11-19)",
                "getSmsLog(from=2026-11-18,to=2026-11-19)?%24skip=0"
            })
    void understandsSpelling(String spelling) throws Exception {
        HttpResponse<String> answer = get(link(spelling));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("@odata.count").asInt()).isEqualTo(424);
        SimulatorRequest request = graph.requests().get(0);
        assertThat(request.log()).contains(CallLog.SMS);
        assertThat(request.from()).contains(Instant.parse("2026-11-18T00:00:00Z"));
        assertThat(request.uri().toString()).endsWith(spelling);
    }

    @Test
    void documentedLinksLeadToTheNextPage() throws Exception {
        graph.pageSize(10);

        assertThat(get(first(CallLog.PSTN)).body())
                .contains(
                        "\"@odata.nextLink\":\"" + graph.endpoint()
                                + "/communications/callRecords/getPstnCalls(from=2026-11-18T00:00:00Z,to=2026-11-19T00:00:00Z)?$skip=10\"");
        assertThat(get(first(CallLog.DIALOUT)).body()).contains("\"@odata.NextLink\":\"");
    }

    @Test
    void secondPageOfALongDirectRoutingLogIsEmpty() throws Exception {
        List<Integer> counts = new ArrayList<>();
        for (String body : bodies(first(CallLog.DIRECT_ROUTING))) {
            counts.add(JSON.readTree(body).path("value").size());
        }

        assertThat(counts).containsExactly(1_000, 0, 1_000, 1_000, 421);
    }

    @Test
    void narrowWindowsOfAnExclusiveLogAddUpToTheDay() throws Exception {
        int rows = 0;
        for (int hour = 0; hour < 24; hour += 6) {
            rows += rowCount(link("getDirectRoutingCalls(fromDateTime=2026-11-18T%02d:00:00Z,toDateTime=%s)"
                    .formatted(hour, Instant.parse("2026-11-18T00:00:00Z").plus(Duration.ofHours(hour + 6L)))));
        }

        assertThat(rows).isEqualTo(tenant.rows(CallLog.DIRECT_ROUTING, DAY).size());
    }

    @Test
    void dialoutWindowOfTwoDaysReportsBoth() throws Exception {
        assertThat(rowCount(link("getPstnOnlineMeetingDialoutReport(fromDateTime=2026-11-18,toDateTime=2026-11-20)")))
                .isEqualTo(70);
    }

    @ParameterizedTest
    @CsvSource({
        "getSmsLog(fromDateTime=2026-08-01;toDateTime=2026-11-01), 406",
        "getSmsLog(fromDateTime=2026-08-03;toDateTime=2026-11-01), 200",
        "getSmsLog(fromDateTime=2026-11-02;toDateTime=2026-11-01), 400",
        "getSmsLog(fromDateTime=yesterday;toDateTime=2026-11-01), 400",
        "getSmsLogs(fromDateTime=2026-10-31;toDateTime=2026-11-01), 404",
    })
    void windowAndFunctionAreChecked(String call, int status) throws Exception {
        tenant.put(CallLog.SMS, DAY, List.of());
        assertThat(get(link(call.replace(';', ','))).statusCode()).isEqualTo(status);
    }

    @Test
    void tokenMustBeGood() throws Exception {
        String good = identity.token("https://graph.microsoft.com");
        assertThat(statusWith("Bearer " + good)).isEqualTo(200);
        assertThat(statusWith("Bearer nonsense")).isEqualTo(401);
        assertThat(statusWith("Bearer " + identity.token("https://storage.azure.com")))
                .isEqualTo(401);
        identity.grant(Set.of("User.Read.All"));
        assertThat(statusWith("Bearer " + identity.token("https://graph.microsoft.com")))
                .isEqualTo(403);
        clock.advance(Duration.ofHours(25));
        assertThat(statusWith("Bearer " + good)).isEqualTo(401);
    }

    @Test
    void requestWithoutTokenIsRefusedInGraphsWords() throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(first(CallLog.SMS))
                        .header("client-request-id", "mine")
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        JsonNode error = JSON.readTree(answer.body()).path("error");
        assertThat(error.path("code").asText()).isEqualTo("InvalidAuthenticationToken");
        assertThat(error.path("innerError").path("request-id").asText())
                .isEqualTo(answer.headers().firstValue("request-id").orElseThrow());
        assertThat(answer.headers().firstValue("client-request-id")).contains("mine");
        SimulatorRequest request = graph.requests().get(0);
        assertThat(request.hasToken()).isFalse();
        assertThat(request.clientRequestId()).contains("mine");
        assertThat(request.status()).isEqualTo(401);
    }

    @Test
    void fiftyRequestsAMinuteAreTheLimitOfALog() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(get(first(CallLog.BLOCKED_USERS)).statusCode()).isEqualTo(200);
        }
        clock.advance(Duration.ofMillis(17_500));

        HttpResponse<String> refused = get(first(CallLog.BLOCKED_USERS));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("43");
        assertThat(get(first(CallLog.SMS)).statusCode()).isEqualTo(200);

        clock.advance(Duration.ofSeconds(43));
        assertThat(get(first(CallLog.BLOCKED_USERS)).statusCode()).isEqualTo(200);
    }

    @Test
    void allLogsTogetherHaveALimitToo() throws Exception {
        graph.limits(50, 3);
        for (CallLog log : List.of(CallLog.SMS, CallLog.PSTN, CallLog.DIALOUT)) {
            assertThat(get(first(log)).statusCode()).isEqualTo(200);
        }
        assertThat(get(first(CallLog.BLOCKED_USERS)).statusCode()).isEqualTo(429);

        graph.withoutLimits();
        assertThat(get(first(CallLog.BLOCKED_USERS)).statusCode()).isEqualTo(200);
    }

    @Test
    void compressesForWhoAcceptsIt() throws Exception {
        HttpRequest request =
                request(first(CallLog.SMS)).header("Accept-Encoding", "gzip").build();
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(get(first(CallLog.SMS)).body());
        }
    }

    @Test
    void scriptAnswersInPlaceOfGraph() throws Exception {
        graph.answer(request -> request.skip() == 0
                ? Optional.of(
                        SimulatorAnswer.of(503, "text/html", "<p>later</p>").header("Retry-After", "7"))
                : Optional.empty());

        HttpResponse<String> scripted = get(first(CallLog.SMS));
        assertThat(scripted.statusCode()).isEqualTo(503);
        assertThat(scripted.body()).isEqualTo("<p>later</p>");
        assertThat(scripted.headers().firstValue("Retry-After")).contains("7");
        assertThat(get(link("getSmsLog" + WINDOW + "?$skip=1")).statusCode()).isEqualTo(200);
        assertThat(graph.requests()).extracting(SimulatorRequest::status).containsExactly(503, 200);
    }

    @Test
    void answerCanBreakOffInTheMiddle() {
        graph.answer(request -> Optional.of(graph.usual(request).cutOffAfter(5_000)));

        assertThatThrownBy(() -> get(first(CallLog.SMS))).isInstanceOf(IOException.class);
    }

    @Test
    void connectionCanBeDroppedWithoutAnAnswer() {
        graph.answer(request -> Optional.of(SimulatorAnswer.dropped()));

        assertThatThrownBy(() -> get(first(CallLog.SMS))).isInstanceOf(IOException.class);
        assertThat(graph.requests()).isNotEmpty().allMatch(request -> request.status() == 0);
    }

    @Test
    void answerCanBeLate() throws Exception {
        graph.answer(request -> Optional.of(graph.usual(request).after(Duration.ofMillis(50))));

        assertThat(get(first(CallLog.SMS)).statusCode()).isEqualTo(200);
    }

    private URI first(CallLog log) {
        return link("microsoft.graph.callRecords." + log.graphFunction() + WINDOW.replace(":", "%3A"));
    }

    private URI link(String call) {
        return URI.create(graph.endpoint() + "/communications/callRecords/" + call);
    }

    private List<String> bodies(URI first) throws IOException, InterruptedException {
        List<String> bodies = new ArrayList<>();
        Optional<URI> next = Optional.of(first);
        while (next.isPresent()) {
            String body = get(next.get()).body();
            bodies.add(body);
            JsonNode page = JSON.readTree(body);
            assertThat(page.path("@odata.count").asInt())
                    .isEqualTo(page.path("value").size());
            next = Optional.ofNullable(
                            page.has("@odata.nextLink") ? page.get("@odata.nextLink") : page.get("@odata.NextLink"))
                    .map(link -> URI.create(link.asText()));
        }
        return bodies;
    }

    private int rowCount(URI first) throws IOException, InterruptedException {
        int rows = 0;
        for (String body : bodies(first)) {
            rows += JSON.readTree(body).path("value").size();
        }
        return rows;
    }

    private int statusWith(String authorization) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(first(CallLog.SMS))
                .header("Authorization", authorization)
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return client.send(request(uri).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + identity.token("https://graph.microsoft.com"));
    }
}
