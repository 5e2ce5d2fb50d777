package io.callarchive.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.callarchive.CallLog;
import io.callarchive.Problem;
import io.callarchive.Window;
import io.callarchive.dayfile.PageNote;
import io.callarchive.pages.Page;
import io.callarchive.text.ForeignText;
import io.callarchive.text.SurrogatePairs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the body of an answer into the original bytes of its rows, in one pass. The body must be one JSON object with
 * an array {@code value} of objects and may have a nextLink; anything else is refused, because an answer that is only
 * nearly a page would otherwise pass for "no more rows". What the other members mean is {@link AnswerMember}'s.
 *
 * <p>The lines are gathered at the front of the body's own array: a row's line is never longer than the row and the
 * comma behind it, so it ends before the place that the parser has reached. One page, one array.
 */
final class PageParser {
    /** The encoding is not guessed: JSON is UTF-8 (RFC 8259, section 8.1), and the offsets must be those of the bytes. */
    static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    /** A row by itself, which stands two levels deep in a page. */
    private static final JsonFactory ROW = JSON.rebuild()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(StreamReadConstraints.DEFAULT_MAX_DEPTH - 2)
                    .build())
            .build();

    /**
     * Finds the end of a value that is no JSON, or beyond any sense. None of this changes where a string, and so a row,
     * ends; the nesting is bounded because each level takes memory.
     */
    private static final JsonFactory LENIENT = JSON.rebuild()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100_000)
                    .maxNumberLength(1_000_000)
                    .maxNameLength(1_000_000)
                    .maxStringLength(GraphClient.MAX_BODY_BYTES)
                    .build())
            .build();

    /** As many rows as Graph puts into a page of these logs. */
    private static final int FULL_PAGE = 1000;

    private final byte[] body;
    private final JsonParser parser;
    private final String function;
    private final @Nullable String timeField;
    /** The answer as it came, if rows may be left out. */
    private final byte @Nullable [] whole;

    private final RowTimesCounter times;
    private final Set<PageNote> notes = EnumSet.noneOf(PageNote.class);
    private int linesLength;
    private int lines;
    private int rows;
    private int leftOut;
    private long count = -1;
    private boolean valueSeen;
    private boolean emptyLink;
    private boolean linkElsewhere;
    private @Nullable String nextLink;

    private PageParser(byte[] body, JsonParser parser, CallLog log, Window window, byte @Nullable [] whole) {
        this.whole = whole;
        this.body = body;
        this.parser = parser;
        this.function = log.graphFunction();
        this.timeField = log.timeField().orElse(null);
        this.times = new RowTimesCounter(window);
    }

    /**
     * The page that an answer is.
     *
     * @param body is overwritten and belongs to the page from now on
     * @param emptyLinkEnds whether an empty nextLink is the end, because it has stayed empty
     */
    static Page parse(byte[] body, CallLog log, Window window, boolean emptyLinkEnds) throws UnreadableAnswer {
        return parse(body, log, window, emptyLinkEnds, null);
    }

    /**
     * The page that an answer would be without the rows that are no JSON. Its beginning, its end and everything beside the
     * rows must be as good as in any answer: what has broken off, or says so, is not the rest of a page.
     *
     * @param body is left alone, and kept with the page
     */
    static Page parseWithoutUnreadableRows(byte[] body, CallLog log, Window window, boolean emptyLinkEnds)
            throws UnreadableAnswer {
        return parse(body.clone(), log, window, emptyLinkEnds, body);
    }

    private static Page parse(byte[] body, CallLog log, Window window, boolean emptyLinkEnds, byte @Nullable [] whole)
            throws UnreadableAnswer {
        blankByteOrderMark(body);
        Utf8.verify(body);
        try (JsonParser parser = (whole == null ? JSON : LENIENT).createParser(body)) {
            PageParser page = new PageParser(body, parser, log, window, whole);
            try {
                return page.parse(emptyLinkEnds);
            } catch (StreamConstraintsException e) {
                // It has no location of its own.
                throw new UnreadableAnswer("JSON with a nesting, number or name beyond any sense near byte "
                        + parser.currentLocation().getByteOffset() + " of " + body.length + page.place());
            } catch (JsonProcessingException e) {
                // The parser's own message quotes the text around the fault.
                throw new UnreadableAnswer("not valid JSON at byte "
                        + e.getLocation().getByteOffset() + " of " + body.length + page.place());
            }
        } catch (IOException e) {
            throw new IllegalStateException("reading an array cannot fail", e);
        }
    }

    /** RFC 8259, section 8.1: a parser may ignore it; Graph has sent one. */
    private static void blankByteOrderMark(byte[] body) {
        if (body.length >= 3 && body[0] == (byte) 0xef && body[1] == (byte) 0xbb && body[2] == (byte) 0xbf) {
            body[0] = body[1] = body[2] = ' ';
        }
    }

    private String place() {
        return valueSeen ? ", at row " + (rows + 1) : "";
    }

    private Page parse(boolean emptyLinkEnds) throws IOException, UnreadableAnswer {
        JsonToken start = parser.nextToken();
        if (start != JsonToken.START_OBJECT) {
            throw new UnreadableAnswer(start == null ? "an empty body" : "not a JSON object but " + start);
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            member(name, parser.nextToken());
        }
        if (parser.nextToken() != null) {
            throw new UnreadableAnswer("more after the JSON object");
        }
        if (!valueSeen) {
            throw new UnreadableAnswer("a JSON object without the array \"value\"");
        }
        finish(emptyLinkEnds);
        return new Page(
                ByteBuffer.wrap(body, 0, linesLength),
                lines,
                times.result(),
                Optional.ofNullable(nextLink),
                notes,
                Optional.ofNullable(whole).map(answer -> new Page.Aside(ByteBuffer.wrap(answer), leftOut)));
    }

    private void member(String name, JsonToken value) throws IOException, UnreadableAnswer {
        switch (AnswerMember.named(name)) {
            case ROWS -> rows(value);
            case NEXT_LINK -> nextLink(value);
            case ERROR -> error(value);
            case DELTA_LINK -> {
                if (value != JsonToken.VALUE_NULL) {
                    throw new UnreadableAnswer("an answer of changes, with a deltaLink, and not of rows");
                }
            }
            case COUNT -> {
                if (value == JsonToken.VALUE_NUMBER_INT) {
                    count = parser.getValueAsLong(-1);
                } else {
                    inside(value);
                }
            }
            case DESCRIPTION -> inside(value);
            case ANNOTATION, UNKNOWN -> {
                linkElsewhere |= isLinkToRows(value);
                inside(value);
            }
        }
    }

    /** A text that as a whole is an address of the same log; a text that only speaks of one is none. */
    private boolean isLinkToRows(JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING) {
            return false;
        }
        String text = parser.getText();
        boolean link = text.startsWith("https:") || text.startsWith("http:") || text.startsWith("/");
        return link && text.indexOf(' ') < 0 && text.contains(function + "(");
    }

    /** What is inside a member that is passed over: an error there is one of the answer. */
    private void inside(JsonToken value) throws IOException, UnreadableAnswer {
        int depth = value.isStructStart() ? 1 : 0;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.FIELD_NAME) {
                AnswerMember member = AnswerMember.named(parser.currentName());
                token = parser.nextToken();
                if (member == AnswerMember.ERROR && token != JsonToken.VALUE_NULL) {
                    throw new UnreadableAnswer("an error inside another member");
                }
                linkElsewhere |= isLinkToRows(token);
            }
            depth += depthOf(token);
        }
    }

    /** The rest of a row's field: the row's own business, but for what it says about its being whole. */
    private void field(String name, JsonToken value) throws IOException {
        look(name, value);
        int depth = depthOf(value);
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.FIELD_NAME) {
                String inner = parser.currentName();
                token = parser.nextToken();
                look(inner, token);
            }
            depth += depthOf(token);
        }
    }

    private void look(String name, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_NULL && AnswerMember.tellsOfAMissingPart(name)) {
            notes.add(PageNote.PART_ELSEWHERE);
            linkElsewhere |= isLinkToRows(value);
        }
    }

    private static int depthOf(JsonToken token) {
        return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }

    /** The error that a service has met while it sent the rows: an object with code and message (JSON 21.1). */
    private void error(JsonToken value) throws IOException, UnreadableAnswer {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        String code = "";
        String message = "";
        int depth = value.isStructStart() ? 1 : 0;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            depth += depthOf(token);
            if (token == JsonToken.VALUE_STRING && "code".equals(parser.currentName()) && code.isEmpty()) {
                code = parser.getText();
            } else if (token == JsonToken.VALUE_STRING && message.isEmpty() && isMessage(parser.currentName())) {
                message = parser.getText();
            }
        }
        throw new UnreadableAnswer(
                code.isEmpty() ? Problem.Code.UNREADABLE_ANSWER.label() : ForeignText.cleanCode(code),
                "the answer says that it broke off after " + rows + " rows"
                        + (message.isEmpty() ? "" : ": " + ForeignText.clean(message)));
    }

    /** OData 3 has the text one level deeper, as {@code value} beside {@code lang}. */
    private static boolean isMessage(@Nullable String name) {
        return "message".equals(name) || "value".equals(name);
    }

    private void nextLink(JsonToken value) throws IOException, UnreadableAnswer {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.VALUE_STRING) {
            throw new UnreadableAnswer("a nextLink that is not a string but " + value);
        }
        String link = parser.getText();
        if (link.isBlank()) {
            emptyLink = true;
        } else if (nextLink != null && !nextLink.equals(link)) {
            throw new UnreadableAnswer("two different nextLinks");
        } else {
            nextLink = link;
        }
    }

    private void finish(boolean emptyLinkEnds) throws UnreadableAnswer {
        if (emptyLink && nextLink != null) {
            throw new UnreadableAnswer("two different nextLinks");
        }
        if (linkElsewhere && nextLink == null) {
            throw new UnreadableAnswer("a link to more rows, but no nextLink");
        }
        if (emptyLink && !emptyLinkEnds) {
            throw new UnreadableAnswer("empty-link", "a nextLink that is empty");
        }
        if (emptyLink) {
            notes.add(PageNote.EMPTY_LINK);
        } else if (nextLink == null && rows == FULL_PAGE) {
            notes.add(PageNote.FULL_WITHOUT_LINK);
        }
        if (count >= 0 && count != rows) {
            notes.add(PageNote.COUNT_DIFFERS);
        }
        if (whole != null) {
            if (leftOut == 0) {
                throw new UnreadableAnswer("no row that could be left out");
            }
            notes.add(PageNote.INCOMPLETE);
        }
    }

    private void rows(JsonToken value) throws IOException, UnreadableAnswer {
        if (value != JsonToken.START_ARRAY || valueSeen) {
            throw new UnreadableAnswer(valueSeen ? "\"value\" twice" : "\"value\" is not an array but " + value);
        }
        valueSeen = true;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw new UnreadableAnswer("a row that is not an object but " + token);
            }
            row();
            rows++;
        }
    }

    private void row() throws IOException {
        JsonLocation start = parser.currentTokenLocation();
        Instant time = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING && time == null && name.equals(timeField)) {
                time = RowTime.parse(parser.getText());
            } else {
                field(name, value);
            }
        }
        JsonLocation end = parser.currentLocation();
        if (whole != null && !isJson((int) start.getByteOffset(), (int) end.getByteOffset())) {
            leftOut++;
        } else if (times.belongsHere(time)) {
            addLine((int) start.getByteOffset(), (int) end.getByteOffset(), end.getLineNr() != start.getLineNr());
        }
    }

    private boolean isJson(int from, int to) throws IOException {
        try (JsonParser row = ROW.createParser(body, from, to - from)) {
            JsonToken token = row.nextToken();
            while (token != null) {
                token = row.nextToken();
            }
            return true;
        } catch (JsonProcessingException e) {
            // Its text quotes the row.
            return false;
        }
    }

    private void addLine(int from, int to, boolean hasLineBreaks) {
        int length = to - from;
        System.arraycopy(body, from, body, linesLength, length);
        if (hasLineBreaks) {
            // Inside a string JSON escapes them, so these stand between tokens, where a space means the same.
            for (int i = linesLength; i < linesLength + length; i++) {
                if (body[i] == '\n' || body[i] == '\r') {
                    body[i] = ' ';
                }
            }
        }
        if (!SurrogatePairs.areWhole(body, linesLength, length)) {
            notes.add(PageNote.HALF_CHARACTER);
        }
        linesLength += length;
        body[linesLength++] = '\n';
        lines++;
    }
}
