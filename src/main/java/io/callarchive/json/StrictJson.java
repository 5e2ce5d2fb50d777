package io.callarchive.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of one kind of message: exactly the properties of a record, each there once, none converted.
 *
 * @param <F> the record
 */
public final class StrictJson<F> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private final String kind;
    private final int maxLength;
    private final Class<F> form;

    /**
     * A kind of message.
     *
     * @param kind as the errors call it, such as {@code page message}
     * @param maxLength of the text, in characters
     */
    public StrictJson(String kind, int maxLength, Class<F> form) {
        this.kind = kind;
        this.maxLength = maxLength;
        this.form = form;
    }

    /**
     * Any JSON, each property there once and nothing behind it; a missing node for no text at all.
     *
     * @throws MalformedJson if it is none
     */
    public static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new MalformedJson("not valid JSON");
        }
    }

    public String write(F message) {
        return Json.write(message);
    }

    /**
     * Reads a message.
     *
     * @throws MalformedJson if it is not of this form; without a cause, whose text would quote the message in the log
     */
    public F read(String text) {
        if (text.length() > maxLength) {
            throw new MalformedJson("a " + kind + " has at most " + maxLength + " characters, not " + text.length());
        }
        try {
            F message = JSON.readValue(text, form);
            if (message == null) {
                throw new MalformedJson("a " + kind + " is a JSON object, not null");
            }
            return message;
        } catch (UnrecognizedPropertyException e) {
            throw new MalformedJson("not a " + kind + ": it has a property that no " + kind + " has");
        } catch (JsonMappingException e) {
            String where = e.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .map(String::valueOf)
                    .collect(Collectors.joining("."));
            throw new MalformedJson("not a " + kind + ": wrong at " + (where.isEmpty() ? "its start" : where));
        } catch (JsonProcessingException e) {
            throw new MalformedJson("a " + kind + " is one JSON object, this is not valid JSON");
        }
    }

    public void requireVersion(int expected, int version) {
        if (version != expected) {
            throw new MalformedJson("a " + kind + " has version " + expected + ", not " + version);
        }
    }

    public String required(@Nullable String value, String name) {
        if (value == null) {
            throw new MalformedJson("not a " + kind + ": " + name + " is null");
        }
        return value;
    }
}
