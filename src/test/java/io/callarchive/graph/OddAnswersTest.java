package io.callarchive.graph;

import static io.callarchive.graph.AskedGraph.first;
import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.CallLog;
import io.callarchive.local.simulator.GraphSimulator;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.local.simulator.SimulatorRequest;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageAnswer;
import io.callarchive.testing.AdjustableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client makes of every answer that is not a page: never a page, never an exception, never a second request. */
class OddAnswersTest {
    private static final String NUMBER = "+4915112345678";
    private static final String ADDRESS = "megan.bowen@contoso.example";

    private final AskedGraph graph = new AskedGraph(new SimulatedTenant(7));

    @AfterEach
    void close() {
        assertThat(graph.simulator.requests().size()).as("requests").isLessThanOrEqualTo(2);
        graph.close();
    }

    @ParameterizedTest
    @CsvSource({"7,7000", "0,0", "2.5,2500", "0.001,1", "'  30 ',30000", "'Fri, 20 Nov 2026 03:31:30 GMT',90000"})
    void throttledSaysHowLongToWait(String header, long millis) {
        assertThat(throttledWith(header).retryAfter()).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "soon", "1e3", "99999999999999999999", "Fri, 20 Nov 2026 03:29:59 GMT"})
    void throttledWithAnAbsurdWaitAsksForNone(String header) {
        assertThat(throttledWith(header).retryAfter()).isEmpty();
    }

    @Test
    void throttledWithoutAWaitAsksForNone() {
        graph.simulator.answer(
                request -> Optional.of(SimulatorAnswer.error(request, 429, "TooManyRequests", "Slow down.")));

        PageAnswer.Throttled throttled = throttled(graph.client.fetch(first(CallLog.SMS)));

        assertThat(throttled.retryAfter()).isEmpty();
        assertThat(throttled.problem().status()).isEqualTo(429);
        assertThat(throttled.problem().code()).isEqualTo("TooManyRequests");
    }

    @Test
    void limitOfTheSimulatorIsSeen() {
        graph.simulator.limits(1, 10);

        assertThat(graph.client.fetch(first(CallLog.SMS))).isInstanceOf(Page.class);
        PageAnswer.Throttled throttled = throttled(graph.client.fetch(first(CallLog.SMS)));

        assertThat(throttled.retryAfter()).contains(Duration.ofMinutes(1));
    }

    @Test
    void unavailableInHtmlKeepsStatusWaitAndRequestId() {
        PageAnswer.Throttled throttled = throttled(
                graph.told(SimulatorAnswer.of(503, "text/html", "<html><h1>Our services aren't available</h1>")
                        .header("Retry-After", "120")));

        assertThat(throttled.retryAfter()).contains(Duration.ofMinutes(2));
        assertThat(throttled.problem().status()).isEqualTo(503);
        assertThat(throttled.problem().code()).isEqualTo("http-503");
        assertThat(throttled.problem().message()).contains("text/html");
        assertThat(throttled.problem().requestId()).isEqualTo(requestId());
    }

    /** Most 4xx are a proxy's, a gateway's or a busy service's, and none names what is wrong with this request. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                500, 502, 503, 504, 509, 402, 405, 408, 409, 410, 411, 412, 413, 416, 417, 418, 421, 422, 423, 424, 425,
                426, 428, 431, 451, 499
            })
    void passingFaultIsWorthAnotherTry(int status) {
        PageAnswer.Throttled throttled = throttled(graph.told(SimulatorAnswer.json(status, "{\"error\":{\"co")));

        assertThat(throttled.problem().status()).isEqualTo(status);
        assertThat(throttled.problem().code()).isEqualTo("http-" + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 408})
    void repeatsNothingByItselfWhenToldToComeBackAtOnce(int status) {
        throttled(graph.told(SimulatorAnswer.json(status, "{}").header("Retry-After", "0")));

        assertThat(graph.simulator.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 5000})
    void truncatedBodyIsNoPage(int bytes) {
        graph.simulator.answer(
                request -> Optional.of(graph.simulator.usual(request).cutOffAfter(bytes)));

        PageAnswer.Throttled throttled = throttled(graph.client.fetch(first(CallLog.SMS)));

        assertThat(throttled.problem().status()).isZero();
        assertThat(throttled.problem().code()).isEqualTo("no-answer");
    }

    @Test
    void truncatedGzipIsNoPage() throws IOException {
        byte[] gzip = gzip("{\"value\":[" + "{\"id\":1},".repeat(1000) + "{\"id\":2}]}");

        PageAnswer.Throttled throttled = throttled(graph.told(
                SimulatorAnswer.json(200, Arrays.copyOf(gzip, gzip.length - 9)).header("Content-Encoding", "gzip")));

        assertThat(throttled.problem().code()).isEqualTo("no-answer");
    }

    @Test
    void droppedConnectionIsNoPage() {
        PageAnswer.Throttled throttled = throttled(graph.told(SimulatorAnswer.dropped()));

        assertThat(throttled.problem().code()).isEqualTo("no-answer");
        assertThat(graph.simulator.requests()).hasSize(1);
    }

    @Test
    void noServerIsNoPage() {
        graph.simulator.close();

        assertThat(throttled(graph.client.fetch(first(CallLog.SMS))).problem().code())
                .isEqualTo("no-answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "\"value\"",
                "[{\"value\":[]}]",
                "{\"@odata.count\":0}",
                "{\"Value\":[]}",
                "{\"value\":null}",
                "{\"value\":{}}",
                "{\"value\":\"\"}",
                "{\"value\":[null]}",
                "{\"value\":[{\"id\":\"1\"},2]}",
                "{\"value\":[[{\"id\":\"1\"}]]}",
                "{\"value\":[],\"value\":[]}",
                "{\"value\":[{\"id\":\"1\"}],\"value\":null}",
                "{\"value\":[]}{\"value\":[]}",
                "{\"value\":[],}",
                "{\"value\":[],\"@odata.nextLink\":7}",
                "{\"value\":[],\"@odata.nextLink\":\"https://a\",\"@odata.NextLink\":\"https://b\"}"
            })
    void jsonThatIsNotAPageIsUnreadable(String body) {
        PageAnswer.Throttled throttled = throttled(graph.told(SimulatorAnswer.json(200, body)));

        assertThat(throttled.problem().status()).isEqualTo(200);
        assertThat(throttled.problem().code()).isEqualTo("unreadable-answer");
        assertThat(throttled.problem().message()).contains(body.length() + " bytes");
        assertThat(throttled.problem().requestId()).isEqualTo(requestId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/plain; charset=utf-8", "application/xml"})
    void pageOfAnotherContentTypeIsUnreadable(String type) {
        PageAnswer.Throttled throttled = throttled(graph.told(SimulatorAnswer.of(200, type, "{\"value\":[]}")));

        assertThat(throttled.problem().code()).isEqualTo("unreadable-answer");
        assertThat(throttled.problem().message()).contains(type);
    }

    @Test
    void emptyBodyIsUnreadable() {
        assertThat(throttled(graph.told(SimulatorAnswer.json(200, "")))
                        .problem()
                        .code())
                .isEqualTo("unreadable-answer");
    }

    @Test
    void noContentIsNotAnEmptyLog() {
        assertThat(throttled(graph.told(SimulatorAnswer.json(204, "")))
                        .problem()
                        .code())
                .isEqualTo("http-204");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 203, 206})
    void partOfAPageIsNotAPage(int status) {
        assertThat(throttled(graph.told(SimulatorAnswer.json(status, "{\"value\":[{\"id\":\"1\"}]}")))
                        .problem()
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsNotFollowed(int status) {
        try (GraphSimulator elsewhere = new GraphSimulator(graph.tenant, new AdjustableClock(AskedGraph.NOW))) {
            PageAnswer.Refused refused = refused(graph.told(SimulatorAnswer.of(status, "text/html", "moved")
                    .header(
                            "Location",
                            elsewhere.endpoint()
                                    + "/communications/callRecords/getSmsLog(from=2026-11-18,to=2026-11-19)")));

            assertThat(refused.problem().status()).isEqualTo(status);
            assertThat(elsewhere.requests()).isEmpty();
            assertThat(graph.simulator.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp://127.0.0.1/", "/beta/elsewhere"})
    void redirectWithAnyLocationIsRefused(String location) {
        PageAnswer.Refused refused =
                refused(graph.told(SimulatorAnswer.of(302, "text/html", "moved").header("Location", location)));

        assertThat(refused.problem().status()).isEqualTo(302);
        assertThat(graph.simulator.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400,BadRequest",
        "401,InvalidAuthenticationToken",
        "403,Forbidden",
        "404,ResourceNotFound",
        "406,NotAcceptable"
    })
    void refusalKeepsStatusCodeAndRequestId(int status, String code) {
        graph.simulator.answer(
                request -> Optional.of(SimulatorAnswer.error(request, status, code, "This cannot be done.")));

        PageAnswer.Refused refused = refused(graph.client.fetch(first(CallLog.SMS)));

        assertThat(refused.problem().status()).isEqualTo(status);
        assertThat(refused.problem().code()).isEqualTo(code);
        assertThat(refused.problem().message()).contains("This cannot be done.");
        assertThat(refused.problem().requestId()).isEqualTo(requestId());
        assertThat(graph.simulator.requests()).hasSize(1);
    }

    @Test
    void missingRoleIsNamedWhereTheTokenLacksIt() {
        graph.identity.grant(Set.of("User.Read.All"));
        graph.simulator.answer(request -> Optional.of(SimulatorAnswer.error(request, 403, "Forbidden", "No.")));

        PageAnswer.Refused refused = refused(graph.client.fetch(first(CallLog.SMS)));

        assertThat(refused.mayPass()).isFalse();
        assertThat(refused.problem().message())
                .startsWith("the identity's token lacks the application role CallRecord-PstnCalls.Read.All or"
                        + " CallRecords.Read.All. Graph: No.");
    }

    @Test
    void aRoleThatTheTokenHoldsIsNotCalledMissing() {
        String code = "Authentication_RequestFromNonPremiumTenantOrB2CTenant";
        graph.simulator.answer(request -> Optional.of(SimulatorAnswer.error(request, 403, code, "No.")));

        PageAnswer.Refused refused = refused(graph.client.fetch(first(CallLog.SMS)));

        assertThat(refused.mayPass()).isTrue();
        assertThat(refused.problem().code()).isEqualTo(code);
        assertThat(refused.problem().message()).isEqualTo("No.");
    }

    @Test
    void tokenForSomeoneElseIsRefused() {
        graph.simulator.audience("https://graph.microsoft.us");

        assertThat(refused(graph.client.fetch(first(CallLog.SMS))).problem().status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The caller " + NUMBER + " is unknown.",
                "The caller +49 151 1234-5678 is unknown.",
                "The caller (0151) 123.456.78 is unknown.",
                "The user " + ADDRESS + " is unknown.",
                "Users <" + ADDRESS + ">," + ADDRESS + ";" + NUMBER + "@sip.contoso.example",
                "Token eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2dyYXBoIn0.c2lnbmF0dXJl is wrong."
            })
    void messageIsFreeOfNumbersAddressesAndTokens(String message) {
        graph.simulator.answer(request -> Optional.of(SimulatorAnswer.error(request, 400, "BadRequest", message)));

        assertThat(refused(graph.client.fetch(first(CallLog.SMS))).problem().message())
                .contains("***")
                .doesNotContain("5112345", "1234-5678", "123.456", "contoso", "bowen", "eyJ");
    }

    @Test
    @Timeout(5)
    void longMessageIsCleanedInNoTime() {
        String message = "a,".repeat(30_000);
        graph.simulator.answer(request -> Optional.of(SimulatorAnswer.error(request, 400, "BadRequest", message)));

        assertThat(refused(graph.client.fetch(first(CallLog.SMS))).problem().message())
                .hasSize(400);
    }

    @Test
    void codeTypeAndRequestIdAreFreeOfNumbersToo() {
        PageAnswer.Refused refused = refused(
                graph.told(SimulatorAnswer.json(400, "{\"error\":{\"code\":\"" + NUMBER + "\",\"message\":\"\"}}")
                        .header("request-id", ADDRESS)));
        PageAnswer.Throttled throttled = throttled(graph.told(
                SimulatorAnswer.of(200, "text/html; title=" + ADDRESS, "").header("request-id", ADDRESS)));

        assertThat(refused.problem().toString() + refused.problem().requestId()).doesNotContain("5112345", "@");
        assertThat(throttled.problem().toString() + throttled.problem().requestId())
                .doesNotContain("contoso.example", "@");
    }

    @Test
    void bodyThatUnfoldsBeyondTheBoundIsRefused() throws IOException {
        byte[] gzip = gzipOfSpaces(GraphClient.MAX_BODY_BYTES + 1);

        PageAnswer.Refused refused =
                refused(graph.told(SimulatorAnswer.json(200, gzip).header("Content-Encoding", "gzip")));

        assertThat(refused.problem().code()).isEqualTo("answer-too-large");
    }

    @Test
    void endlessErrorIsReadInPartOnly() throws IOException {
        byte[] gzip = gzipOfSpaces(GraphClient.MAX_BODY_BYTES);

        PageAnswer.Throttled throttled =
                throttled(graph.told(SimulatorAnswer.json(500, gzip).header("Content-Encoding", "gzip")));

        assertThat(throttled.problem().code()).isEqualTo("http-500");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9, 0.999, 0.99999})
    void partOfTheBodyIsNoPage(double part) {
        graph.simulator.answer(request -> {
            byte[] body = graph.simulator.usual(request).body();
            return Optional.of(SimulatorAnswer.json(200, Arrays.copyOf(body, (int) (body.length * part))));
        });

        assertThat(throttled(graph.client.fetch(first(CallLog.SMS))).problem().code())
                .isEqualTo("unreadable-answer");
    }

    private PageAnswer.Throttled throttledWith(String retryAfter) {
        PageAnswer.Throttled throttled = throttled(graph.told(
                SimulatorAnswer.json(429, "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"Slow down.\"}}")
                        .header("Retry-After", retryAfter)));
        assertThat(throttled.problem().status()).isEqualTo(429);
        return throttled;
    }

    private String requestId() {
        List<SimulatorRequest> requests = graph.simulator.requests();
        return requests.get(requests.size() - 1).requestId();
    }

    private static PageAnswer.Throttled throttled(PageAnswer answer) {
        assertThat(answer).isInstanceOf(PageAnswer.Throttled.class);
        return (PageAnswer.Throttled) answer;
    }

    private static PageAnswer.Refused refused(PageAnswer answer) {
        assertThat(answer).isInstanceOf(PageAnswer.Refused.class);
        return (PageAnswer.Refused) answer;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return gzip.toByteArray();
    }

    private static byte[] gzipOfSpaces(int length) throws IOException {
        byte[] spaces = new byte[1 << 16];
        Arrays.fill(spaces, (byte) ' ');
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            for (int left = length; left > 0; left -= spaces.length) {
                out.write(spaces, 0, Math.min(left, spaces.length));
            }
        }
        return gzip.toByteArray();
    }
}
