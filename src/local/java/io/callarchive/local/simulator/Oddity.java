package io.callarchive.local.simulator;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a Graph, or something between it and the app, can do to an answer: each of these was reported of a real one, or
 * is allowed by the rules of HTTP or OData. {@code mvn -Plocal -Doddities=in-stream-error,stray-redirect} lets the
 * simulated Graph do them to the first answer of each page.
 */
public enum Oddity {
    /** The service failed while it sent the rows, and says so behind them (OData JSON 4.01, section 21.2). */
    IN_STREAM_ERROR(answer -> brokenOff(answer, "error")),
    /** The same, before the rows. */
    ERROR_BEFORE_ROWS(answer -> body(
            answer, text -> "{\"error\":{\"code\":\"InternalServerError\",\"message\":\"x\"}," + text.substring(1))),
    /** The same, as an annotation. */
    ERROR_ANNOTATION(answer -> brokenOff(answer, "@odata.error")),
    /** No error at all. */
    ERROR_NULL(answer -> body(answer, text -> "{\"error\":null," + text.substring(1)), true),
    /** The link to the next page without its prefix (OData 4.01, JSON section 4.6). */
    LINK_WITHOUT_PREFIX(answer -> body(answer, text -> link(text, "@nextLink")), true),
    /** The link to the next page as vendors' collections have it. */
    PLAIN_LINK(answer -> body(answer, text -> link(text, "nextLink")), true),
    /** The link to the next page as in OData 3. */
    OLD_LINK(answer -> body(answer, text -> link(text, "odata.nextLink")), true),
    /** The link to the next page under a name that nobody knows. */
    RENAMED_LINK(answer -> body(answer, text -> link(text, "@odata.nextPage"))),
    /** A link to changes, where rows were asked for. */
    DELTA_LINK(answer ->
            body(answer, text -> "{\"@odata.deltaLink\":\"https://graph.microsoft.com/x\"," + text.substring(1))),
    /** 1,000 rows are counted, whatever comes with them. */
    WRONG_COUNT(
            answer -> body(
                    answer,
                    text -> "{\"@odata.count\":1000000," + withoutCount(text).substring(1)),
            true),
    /** A byte order mark before the answer. */
    BYTE_ORDER_MARK(answer -> body(answer, text -> "\uFEFF" + text), true),
    /** The content type in other capitals. */
    UPPER_CASE_TYPE(answer -> answer.header("Content-Type", "APPLICATION/JSON;CHARSET=UTF-8"), true),
    /** No content type. */
    NO_TYPE(answer -> answer.withoutHeader("Content-Type"), true),
    /** A part of an answer, by its header. */
    CONTENT_RANGE(answer -> answer.header("Content-Range", "bytes 0-99/200")),
    /** An old answer, from a cache on the way. */
    STALE(answer -> answer.header("Warning", "110 cache \"Response is Stale\"")),
    /** The first half of the bytes. */
    HALF(answer -> SimulatorAnswer.json(200, Arrays.copyOf(answer.body(), answer.body().length / 2))),
    /** Half of the rows in good JSON, and fewer bytes than were announced (RFC 9112, section 8). */
    LENGTH_TOO_LARGE(answer -> {
        byte[] half = halfOfTheRows(answer);
        return answer.withBody(Arrays.copyOf(half, half.length + 1)).cutOffAfter(half.length);
    }),
    /** Half of the rows in good JSON, in chunks of which the last never comes (RFC 9112, section 8). */
    NO_LAST_CHUNK(answer -> answer.withBody(halfOfTheRows(answer)).withoutLastChunk()),
    /** The first of two members that make up a body in gzip, and nothing behind it (RFC 1952, section 2.2). */
    ONE_GZIP_MEMBER(answer -> answer.withBody(AnswerSender.gzip(Arrays.copyOf(answer.body(), answer.body().length / 2)))
            .header("Content-Encoding", "gzip")),
    /** A proxy sends the caller elsewhere. */
    STRAY_REDIRECT(
            answer -> SimulatorAnswer.of(302, "text/html", "moved").header("Location", "https://login.invalid/")),
    /** A gateway knows no such address for a moment. */
    STRAY_404(answer -> SimulatorAnswer.of(404, "text/html", "<h1>Not found</h1>")),
    /** The token was not liked for a moment. */
    STRAY_401(answer ->
            SimulatorAnswer.json(401, "{\"error\":{\"code\":\"InvalidAuthenticationToken\",\"message\":\"\"}}")),
    /** A conflict that is none of this request. */
    STRAY_409(answer -> SimulatorAnswer.of(409, "text/plain", "conflict"));

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @SuppressWarnings("ImmutableEnumChecker") // Each is a function of its argument alone.
    private final UnaryOperator<SimulatorAnswer> spoil;

    private final boolean harmless;

    Oddity(UnaryOperator<SimulatorAnswer> spoil) {
        this(spoil, false);
    }

    Oddity(UnaryOperator<SimulatorAnswer> spoil, boolean harmless) {
        this.spoil = spoil;
        this.harmless = harmless;
    }

    /** Whether the answer is still a page, with all its rows. */
    public boolean isHarmless() {
        return harmless;
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What becomes of a good answer. */
    public SimulatorAnswer of(SimulatorAnswer good) {
        return spoil.apply(good);
    }

    /** Does these to the first answer of each page of a log, in turn; the next time it is asked, the answer is good. */
    public static Function<SimulatorRequest, Optional<SimulatorAnswer>> onceAPage(
            GraphSimulator graph, List<Oddity> oddities) {
        ConcurrentHashMap<String, Boolean> seen = new ConcurrentHashMap<>();
        AtomicInteger turn = new AtomicInteger();
        return request -> {
            if (seen.putIfAbsent(request.uri().toString(), true) != null) {
                return Optional.empty();
            }
            return Optional.of(
                    oddities.get(turn.getAndIncrement() % oddities.size()).of(graph.usual(request)));
        };
    }

    /** The oddities of a list of labels, separated by commas. */
    public static List<Oddity> named(String labels) {
        return Arrays.stream(labels.split(",", -1))
                .filter(label -> !label.isBlank())
                .map(label -> Arrays.stream(values())
                        .filter(oddity -> oddity.label().equals(label.strip()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no oddity is called " + label + "; there are "
                                + Arrays.stream(values()).map(Oddity::label).toList())))
                .toList();
    }

    private static SimulatorAnswer body(SimulatorAnswer answer, UnaryOperator<String> change) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        return answer.withBody(change.apply(text).getBytes(StandardCharsets.UTF_8));
    }

    /** The page with the first half of its rows, without a link, and with that member behind them. */
    private static SimulatorAnswer brokenOff(SimulatorAnswer answer, String member) {
        String half = new String(halfOfTheRows(answer), StandardCharsets.UTF_8);
        return answer.withBody((half.substring(0, half.length() - 1) + ",\"" + member
                        + "\":{\"code\":\"InternalServerError\",\"message\":\"stream broken\"}}")
                .getBytes(StandardCharsets.UTF_8));
    }

    /** The page with the first half of its rows and without a link: nothing in it tells that there were more. */
    private static byte[] halfOfTheRows(SimulatorAnswer answer) {
        try {
            ObjectNode page = (ObjectNode) JSON.readTree(answer.body());
            page.remove(List.of("@odata.nextLink", "@odata.NextLink"));
            ArrayNode rows = (ArrayNode) page.get("value");
            for (int left = rows.size() / 2; rows.size() > left; ) {
                rows.remove(rows.size() - 1);
            }
            return JSON.writeValueAsBytes(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutCount(String text) {
        return text.replaceFirst("\"@odata\\.count\":\\d+,", "");
    }

    private static String link(String text, String name) {
        // The page's own: a row may have a field of that name.
        int rows = text.indexOf("\"value\":[");
        String head = text.substring(0, rows).replaceFirst("\"@odata\\.[nN]extLink\"", "\"" + name + "\"");
        return head + text.substring(rows);
    }
}
