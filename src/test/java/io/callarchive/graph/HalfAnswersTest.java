package io.callarchive.graph;

import static io.callarchive.graph.AskedGraph.first;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callarchive.CallLog;
import io.callarchive.dayfile.PageNote;
import io.callarchive.local.simulator.Oddity;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageAnswer;
import io.callarchive.retry.Setbacks;
import io.callarchive.testing.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Half an answer is no answer: every member beside the rows, every header around them, and whatever chance makes. */
class HalfAnswersTest {
    private static final String PAGE = "{\"value\":[{\"id\":\"1\"},{\"id\":\"2\"}]}";
    private static final String LINK = "/beta/communications/callRecords/getSmsLog(a)?$skip=2";

    private final AskedGraph graph = new AskedGraph(new SimulatedTenant(7, (log, date) -> 1_500));

    @AfterEach
    void close() {
        graph.close();
    }

    /**
     * A row for each kind of top-level member, with the rule that it rests on (sections of OData JSON Format 4.01, where
     * nothing else is said).
     */
    @ParameterizedTest(name = "{0} -> {1} ({2})")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                // member ~ what becomes of the answer ~ rule
                "\"error\":{\"code\":\"InternalServerError\",\"message\":\"x\"} ~ InternalServerError ~ 21.2 in-stream error",
                "\"error\":{} ~ unreadable-answer ~ 21.2 an error without a code",
                "\"error\":\"broken\" ~ unreadable-answer ~ 21.2 an error that is no object",
                "\"error\":false ~ unreadable-answer ~ 21.2 no value means that there was none but null",
                "\"error\":null ~ page ~ 21.2 no error",
                "\"Error\":{\"code\":\"A\"} ~ A ~ other services' capitals",
                "\"ERROR\":{\"code\":\"A\"} ~ A ~ other services' capitals",
                "\"odata.error\":{\"code\":\"A\",\"message\":{\"lang\":\"en\",\"value\":\"x\"}} ~ A ~ OData 3",
                "\"@odata.error\":{\"code\":\"A\"} ~ A ~ an annotation that means an error",
                "\"@error\":{\"code\":\"A\"} ~ A ~ 4.6 the prefix may go",
                "\"value@odata.error\":{\"code\":\"A\"} ~ A ~ 4.6 annotation of the rows",
                "\"@vendor.fatalError\":true ~ unreadable-answer ~ an annotation that means an error",
                "\"error\":{\"code\":\"+4915112345678\"} ~ *** ~ codes are identifiers",
                "\"@odata.deltaLink\":\"https://a/\" ~ unreadable-answer ~ 4.6.6 changes and not rows",
                "\"@odata.deltaLink\":null ~ page ~ 4.6.6 no link",
                "\"@odata.nextLink\":\"LINK\" ~ link ~ 4.6.5",
                "\"@odata.NextLink\":\"LINK\" ~ link ~ a page of Graph's documentation",
                "\"@nextLink\":\"LINK\" ~ link ~ 4.6 the prefix may go",
                "\"nextLink\":\"LINK\" ~ link ~ vendors' collections",
                "\"odata.nextLink\":\"LINK\" ~ link ~ OData 3",
                "\"value@odata.nextLink\":\"LINK\" ~ link ~ 4.6 annotation of the rows",
                "\"@odata.nextLink\":null ~ page ~ 4.6.5 no link",
                "\"@odata.nextLink\":\"\" ~ empty-link ~ 4.6.5 a link is an address",
                "\"@odata.nextLink\":7 ~ unreadable-answer ~ 4.6.5 a link is a string",
                "\"@odata.nextLink\":\"LINK\",\"nextLink\":\"LINK\" ~ link ~ twice the same",
                "\"@odata.nextLink\":\"LINK\",\"nextLink\":\"LINK0\" ~ unreadable-answer ~ two that differ",
                "\"@odata.nextPage\":\"LINK\" ~ unreadable-answer ~ a link to the same log under no known name",
                "\"more\":{\"next\":\"LINK\"} ~ unreadable-answer ~ the same, inside a member",
                "\"more\":{\"error\":{\"code\":\"A\"}} ~ unreadable-answer ~ an error inside a member",
                "\"@odata.count\":2 ~ page ~ 4.6.4",
                "\"@odata.count\":1000 ~ count-differs ~ 4.6.4 a note and no more",
                "\"@count\":1 ~ count-differs ~ 4.6.4 the prefix may go",
                "\"@odata.count\":\"many\" ~ page ~ 4.6.4 no number, no objection",
                "\"@odata.context\":\"https://a/$metadata#x\" ~ page ~ 4.6.1",
                "\"@odata.context\":\"https://a/$metadata#communications/callRecords/getSmsLog(a)\" ~ page ~ 4.6.1",
                "\"@odata.id\":\"LINK\" ~ page ~ 4.6.8 its own address",
                "\"@odata.metadataEtag\":\"x\" ~ page ~ 4.6.2",
                "\"@odata.type\":\"#Collection(x)\" ~ page ~ 4.6.3",
                "\"@microsoft.graph.tips\":\"Use $select: GET /beta/communications/callRecords/getSmsLog(a)\" ~ page ~ 4.6 any other annotation",
                "\"totals\":{\"rows\":[1,2]} ~ page ~ Protocol 6: unknown content is ignored",
                "\"value\":[] ~ unreadable-answer ~ 4.5 names are unique",
                "\"Value\":[] ~ page ~ 4.5 names are case-sensitive"
            })
    void everyMemberBesideTheRows(String member, String outcome, String rule) {
        String written = member.replace("LINK", LINK);
        for (String body : List.of(
                "{" + written + "," + PAGE.substring(1), PAGE.substring(0, PAGE.length() - 1) + "," + written + "}")) {
            assertThat(outcome(graph.told(SimulatorAnswer.json(200, body))))
                    .as(body)
                    .isEqualTo(outcome);
        }
    }

    /** A page, and whether it has a link or notes; or the code of what it is instead. */
    private static String outcome(PageAnswer answer) {
        if (answer instanceof PageAnswer.Throttled throttled) {
            assertThat(throttled.problem().status()).isEqualTo(200);
            return throttled.problem().code();
        }
        Page page = (Page) answer;
        assertThat(page.rows()).isEqualTo(2);
        if (page.nextLink().isPresent()) {
            return "link";
        }
        return page.notes().stream().findFirst().map(PageNote::label).orElse("page");
    }

    @Test
    void anErrorBesideNoRowsIsAnErrorToo() {
        PageAnswer answer = graph.told(SimulatorAnswer.json(200, "{\"value\":[],\"error\":{\"code\":\"A\"}}"));
        assertThat(outcome(answer)).isEqualTo("A");
    }

    @Test
    void anErrorInALaterPageOfTheChainIsSeen() {
        graph.simulator.pageSize(10);
        graph.simulator.answer(request -> request.skip() == 20
                ? Optional.of(Oddity.IN_STREAM_ERROR.of(graph.simulator.usual(request)))
                : Optional.empty());

        assertThatThrownBy(() -> graph.chain(first(CallLog.SMS))).hasMessageContaining("after 2 pages");
    }

    @Test
    void aFullPageWithoutALinkIsNoted() {
        String rows = "{\"id\":\"1\"},".repeat(999) + "{\"id\":\"2\"}";
        Page page = (Page) graph.told(SimulatorAnswer.json(200, "{\"value\":[" + rows + "]}"));
        assertThat(page.notes()).containsExactly(PageNote.FULL_WITHOUT_LINK);
    }

    @Test
    void whatARowSaysOfItselfIsTheRowsOwnBusinessButNoted() {
        Page page = (Page) graph.told(
                SimulatorAnswer.json(200, "{\"value\":[{\"id\":\"1\",\"legs@odata.nextLink\":\"https://a/\"}]}"));
        assertThat(page.notes()).containsExactly(PageNote.PART_ELSEWHERE);
        assertThat(page.rows()).isEqualTo(1);
    }

    @Test
    void anEmptyLinkThatStaysIsTheEndAndNoted() {
        graph.simulator.answer(request ->
                Optional.of(SimulatorAnswer.json(200, "{\"value\":[{\"id\":\"1\"}],\"@odata.nextLink\":\"\"}")));
        var request = first(CallLog.SMS);
        int tries = 0;
        PageAnswer answer = graph.client.fetch(request);
        while (answer instanceof PageAnswer.Throttled) {
            tries++;
            request = request.again(new Setbacks(tries, 0, 0, 0, Optional.of(AskedGraph.NOW)), AskedGraph.NOW);
            answer = graph.client.fetch(request);
        }
        assertThat(tries).isEqualTo(5);
        assertThat(((Page) answer).notes()).containsExactly(PageNote.EMPTY_LINK);
    }

    @ParameterizedTest
    @EnumSource
    void whatGraphsAreKnownToDoIsAPageWithAllRowsOrNone(Oddity oddity) {
        graph.simulator.pageSize(50);
        SimulatorAnswer[] good = new SimulatorAnswer[1];
        graph.simulator.answer(request -> {
            good[0] = graph.simulator.usual(request);
            return Optional.of(oddity.of(good[0]));
        });
        PageAnswer answer = graph.client.fetch(first(CallLog.SMS));
        assertThat(answer instanceof Page).isEqualTo(oddity.isHarmless());
        if (answer instanceof Page page) {
            graph.simulator.answer(request -> Optional.empty());
            Page usual = (Page) graph.client.fetch(first(CallLog.SMS));
            assertThat(page.rows()).isEqualTo(usual.rows());
            assertThat(page.nextLink()).isEqualTo(usual.nextLink());
        }
    }

    /** A row for each oddity of HTTP, with the rule that it rests on. */
    @ParameterizedTest(name = "{0} -> {1} ({2})")
    @CsvSource(
            delimiter = '~',
            value = {
                "Content-Type: Application/Json ~ page ~ RFC 9110 8.3.1: in any case",
                "Content-Type: APPLICATION/JSON;charset=UTF-8 ~ page ~ RFC 9110 8.3.1: in any case",
                "Content-Type: application/vnd.x+json ~ page ~ RFC 6839 3.1: JSON by its suffix",
                "X: no type at all ~ page ~ RFC 9110 8.3: then the recipient may look",
                "Content-Type: application/json;charset=utf-16 ~ unreadable-answer ~ RFC 8259 8.1: JSON is UTF-8",
                "Content-Type: text/html ~ unreadable-answer ~ RFC 9110 8.3: no JSON",
                "Content-Range: bytes 0-49/100 ~ unreadable-answer ~ RFC 9110 14.4: a part",
                "Warning: 110 cache \"Response is Stale\" ~ unreadable-answer ~ RFC 7234 5.5.1: stale",
                "Warning: 214 proxy \"Transformation Applied\" ~ unreadable-answer ~ RFC 7234 5.5.6: changed on the way",
                "Warning: 299 - \"Deprecated API\" ~ page ~ RFC 7234 5.5.7: about something else"
            })
    void everyHeaderAroundTheRows(String header, String outcome, String rule) throws IOException {
        String type = header.startsWith("Content-Type") || header.startsWith("X:")
                ? ""
                : "Content-Type: application/json\r\n";
        assertThat(raw("HTTP/1.1 200 OK\r\n" + type + header + "\r\nContent-Length: " + PAGE.length() + "\r\n\r\n"
                        + PAGE))
                .isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "a trailer with an error: OData Protocol 4.01, 9.5 ~ OData-Error: {} ~ ~ unreadable-answer",
                "a trailer with a status: gRPC gateways ~ grpc-status: 13 ~ ~ unreadable-answer",
                "a trailer about something else: RFC 9110, 6.5 ~ Server-Timing: a ~ ~ page",
                "chunks and another length: RFC 9112, 6.3 ~ ~ Content-Length: 9999 ~ no-answer",
                "chunks and a shorter length: RFC 9112, 6.3 ~ ~ Content-Length: 3 ~ no-answer"
            })
    void everyWayOfChunks(String rule, String trailer, String header, String outcome) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                + (header == null ? "" : header + "\r\n") + "\r\n";
        String chunk = Integer.toHexString(PAGE.length()) + "\r\n" + PAGE + "\r\n0\r\n";
        assertThat(raw(head + chunk + (trailer == null ? "" : trailer + "\r\n") + "\r\n"))
                .isEqualTo(outcome);
    }

    @Test
    void chunksThatEndTooEarlyAreNoPage() throws IOException {
        assertThat(raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(PAGE.length()) + "\r\n" + PAGE + "\r\n"))
                .isEqualTo("no-answer");
    }

    @Test
    void gzipThatEndsAtAMemberBoundaryIsNoPage() throws IOException {
        byte[] half = gzip("{\"value\":[{\"id\":\"1\"},");
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(half);
        both.writeBytes(gzip("{\"id\":\"2\"}]}"));
        for (byte[] body : List.of(half, both.toByteArray())) {
            PageAnswer answer = graph.told(SimulatorAnswer.json(200, body).header("Content-Encoding", "gzip"));
            assertThat(answer).isInstanceOf(PageAnswer.Throttled.class);
        }
    }

    private static Response overHttp2(MockWebServer server) throws IOException {
        OkHttpClient client = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .addNetworkInterceptor(new WholeBody())
                .build();
        return client.newCall(new Request.Builder().url(server.url("/")).build())
                .execute();
    }

    @Test
    void lengthIsHeldToOverHttp2Too() throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
            for (int announced : List.of(PAGE.length() - 1, PAGE.length(), PAGE.length() + 1)) {
                server.enqueue(new MockResponse()
                        .setBody(new Buffer().writeUtf8(PAGE))
                        .setHeader("Content-Length", announced));
                try (Response response = overHttp2(server)) {
                    assertThat(response.protocol()).isEqualTo(Protocol.H2_PRIOR_KNOWLEDGE);
                    if (announced == PAGE.length()) {
                        assertThat(response.body().string()).isEqualTo(PAGE);
                    } else {
                        assertThatThrownBy(() -> response.body().string()).isInstanceOf(IOException.class);
                    }
                }
            }
        }
    }

    /** Graph speaks HTTP/2 and gzip. */
    @Test
    void trailersAreSeenBehindGzipOverHttp2() throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
            for (String trailer : List.of("", "OData-Error")) {
                MockResponse answer = new MockResponse()
                        .setBody(new Buffer().write(gzip(PAGE)))
                        .setHeader("Content-Encoding", "gzip");
                if (!trailer.isEmpty()) {
                    answer.setTrailers(Headers.of(trailer, "{}"));
                }
                server.enqueue(answer);
                try (Response response = overHttp2(server)) {
                    byte[] body = response.body().byteStream().readNBytes(1 << 20);
                    assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(PAGE);
                    assertThat(response.trailers().size()).isEqualTo(trailer.isEmpty() ? 0 : 1);
                    assertThat(AnswerHeaders.objectionOfTrailers(response).isPresent())
                            .isEqualTo(!trailer.isEmpty());
                }
            }
        }
    }

    /**
     * Cuts, insertions and renamings of real pages: what is still a page has all the rows that were served, and leads to
     * the next page, or the answer is objected to or noted.
     */
    @Test
    void chanceNeverMakesAPageWithFewerRows() throws UnreadableAnswer {
        long seed = Long.getLong("fuzz.seed", new Random().nextLong());
        System.out.println("Fuzz of half answers: -Dfuzz.seed=" + seed);
        Random random = new Random(seed);
        List<byte[]> originals = new ArrayList<>();
        graph.simulator.answer(request -> {
            originals.add(graph.simulator.usual(request).body());
            return Optional.empty();
        });
        for (CallLog log : CallLog.values()) {
            graph.client.fetch(first(log));
        }
        int pages = 0;
        for (int i = 0; i < 10_000; i++) {
            int which = random.nextInt(originals.size());
            CallLog log = List.of(CallLog.values()).get(which);
            byte[] original = originals.get(which);
            Page whole = PageParser.parse(original.clone(), log, first(log).window(), false);
            byte[] spoilt = spoil(original, random);
            try {
                Page page = PageParser.parse(spoilt.clone(), log, first(log).window(), false);
                pages++;
                boolean fewer = page.rows() + page.times().atBound()
                        < whole.rows() + whole.times().atBound();
                boolean cut = whole.nextLink().isPresent() && page.nextLink().isEmpty();
                assertThat((fewer || cut) && page.notes().isEmpty())
                        .as("trial %d of seed %d: %s", i, seed, new String(spoilt, 0, 400, StandardCharsets.UTF_8))
                        .isFalse();
            } catch (UnreadableAnswer e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
        assertThat(pages).as("spoilt answers that are still pages").isGreaterThan(100);
    }

    private static byte[] spoil(byte[] original, Random random) {
        // As often among the members before the rows as among the rows.
        int at = random.nextInt(random.nextBoolean() ? original.length : 400);
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(original, at);
            case 1 -> without(original, at, 1 + random.nextInt(Math.min(200, original.length - at)));
            case 2 ->
                with(
                        original,
                        at,
                        List.of("\"error\":{\"code\":\"a\"},", "]", "}", ",", "\"x\":1,", "{}", "null")
                                .get(random.nextInt(7)));
            case 3 -> renamed(original, random);
            default -> {
                byte[] flipped = original.clone();
                flipped[at] = (byte) (' ' + random.nextInt(95));
                yield flipped;
            }
        };
    }

    private static byte[] without(byte[] text, int at, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(text, 0, at);
        out.write(text, at + length, text.length - at - length);
        return out.toByteArray();
    }

    private static byte[] with(byte[] text, int at, String inserted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(text, 0, at);
        out.writeBytes(inserted.getBytes(StandardCharsets.UTF_8));
        out.write(text, at, text.length - at);
        return out.toByteArray();
    }

    private static byte[] renamed(byte[] text, Random random) {
        List<String> names = List.of("value", "@odata.nextLink", "@odata.NextLink", "@odata.context", "@odata.count");
        List<String> others = List.of("Value", "nextLink", "@odata.nextlinks", "error", "x", "@x.more", "@odata.error");
        return new String(text, StandardCharsets.UTF_8)
                .replaceFirst(
                        "\"" + names.get(random.nextInt(names.size())) + "\":",
                        "\"" + others.get(random.nextInt(others.size())) + "\":")
                .getBytes(StandardCharsets.UTF_8);
    }

    private String raw(String answer) throws IOException {
        try (RawServer server = RawServer.sending(answer.getBytes(StandardCharsets.UTF_8))) {
            GraphEndpoint endpoint = GraphEndpoint.parse(server.address() + "/beta");
            PageAnswer got = graph.clientOf(endpoint).fetch(first(CallLog.SMS));
            return got instanceof Page
                    ? "page"
                    : ((PageAnswer.Throttled) got).problem().code();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return gzip.toByteArray();
    }
}
