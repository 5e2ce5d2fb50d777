package io.callarchive.graph;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.Consumer;

/** What a row says in words: the strings in it, at whatever depth, without the names of the fields. */
public final class RowStrings {
    private RowStrings() {}

    /** Hands out the strings of the row that stands there in UTF-8; false if it is not exactly one JSON object. */
    public static boolean read(byte[] text, int offset, int length, Consumer<String> taker) {
        try (JsonParser parser = PageParser.JSON.createParser(text, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == JsonToken.VALUE_STRING) {
                    taker.accept(parser.getText());
                } else if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                }
            }
            return parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            // Its text quotes the row.
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("reading an array cannot fail", e);
        }
    }
}
