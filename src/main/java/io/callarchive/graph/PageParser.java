package io.callarchive.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.callarchive.CallLog;
import io.callarchive.Page;
import io.callarchive.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the body of an answer into the original bytes of its rows, in one pass. The body must be one JSON object with
 * an array {@code value} of objects and may have a nextLink; anything else is refused, because an answer that is only
 * nearly a page would otherwise pass for "no more rows".
 *
 * <p>The lines are gathered at the front of the body's own array: a row's line is never longer than the row and the
 * comma behind it, so it ends before the place that the parser has reached. One page, one array.
 */
final class PageParser {
    /** The encoding is not guessed: JSON is UTF-8 (RFC 8259, section 8.1), and the offsets must be those of the bytes. */
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    private static final String NEXT_LINK = "@odata.nextLink";

    private final byte[] body;
    private final JsonParser parser;
    private final @Nullable String timeField;
    private final RowTimesCounter times;

    private int linesLength;
    private int rows;
    private boolean valueSeen;
    private @Nullable String nextLink;

    private PageParser(byte[] body, JsonParser parser, CallLog log, Window window) {
        this.body = body;
        this.parser = parser;
        this.timeField = log.timeField().orElse(null);
        this.times = new RowTimesCounter(window);
    }

    /**
     * @param body is overwritten and belongs to the page from now on
     */
    static Page parse(byte[] body, CallLog log, Window window) throws UnreadableAnswer {
        Utf8.verify(body);
        try (JsonParser parser = JSON.createParser(body)) {
            return new PageParser(body, parser, log, window).parse();
        } catch (StreamConstraintsException e) {
            // It has no location.
            throw new UnreadableAnswer("JSON with a nesting, number or name beyond any sense");
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the text around the fault.
            throw new UnreadableAnswer(
                    "not valid JSON at byte " + e.getLocation().getByteOffset() + " of " + body.length);
        } catch (IOException e) {
            throw new IllegalStateException("reading an array cannot fail", e);
        }
    }

    private Page parse() throws IOException, UnreadableAnswer {
        JsonToken start = parser.nextToken();
        if (start != JsonToken.START_OBJECT) {
            throw new UnreadableAnswer(start == null ? "an empty body" : "not a JSON object but " + start);
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("value")) {
                rows(value);
            } else if (name.equalsIgnoreCase(NEXT_LINK)) {
                nextLink(value);
            } else {
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new UnreadableAnswer("more after the JSON object");
        }
        if (!valueSeen) {
            throw new UnreadableAnswer("a JSON object without the array \"value\"");
        }
        return new Page(ByteBuffer.wrap(body, 0, linesLength), rows, times.result(), Optional.ofNullable(nextLink));
    }

    private void nextLink(JsonToken value) throws IOException, UnreadableAnswer {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.VALUE_STRING || parser.getText().isBlank()) {
            throw new UnreadableAnswer("a nextLink that is not a string but " + value);
        }
        if (nextLink != null && !nextLink.equals(parser.getText())) {
            throw new UnreadableAnswer("two different nextLinks");
        }
        nextLink = parser.getText();
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
        }
    }

    private void row() throws IOException {
        JsonLocation start = parser.currentTokenLocation();
        Instant time = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean tellsTime = time == null && parser.currentName().equals(timeField);
            JsonToken value = parser.nextToken();
            if (tellsTime && value == JsonToken.VALUE_STRING) {
                time = RowTime.parse(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        if (times.belongsHere(time)) {
            JsonLocation end = parser.currentLocation();
            addLine((int) start.getByteOffset(), (int) end.getByteOffset(), end.getLineNr() != start.getLineNr());
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
        linesLength += length;
        body[linesLength++] = '\n';
        rows++;
    }
}
