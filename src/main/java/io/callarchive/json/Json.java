package io.callarchive.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** How JSON is written, and how that of others is looked into. What must be ours is read by {@link StrictJson}. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** A record of strings, numbers and such records. */
    public static String write(Object form) {
        try {
            return MAPPER.writeValueAsString(form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of strings and numbers is always JSON", e);
        }
    }

    /** The same in UTF-8. */
    public static byte[] bytes(Object form) {
        try {
            return MAPPER.writeValueAsBytes(form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of strings and numbers is always JSON", e);
        }
    }

    /**
     * Any JSON; a missing node for no text at all.
     *
     * @throws MalformedJson if it is none
     */
    public static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new MalformedJson("not valid JSON");
        }
    }

    /**
     * Any JSON in UTF-8; a missing node for no bytes at all.
     *
     * @throws MalformedJson if it is none
     */
    public static JsonNode tree(byte[] text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new MalformedJson("not valid JSON");
        }
    }

    /**
     * JSON of one form.
     *
     * @throws MalformedJson if it is not of this form
     */
    public static <F> F read(byte[] text, Class<F> form) {
        try {
            return MAPPER.readValue(text, form);
        } catch (IOException e) {
            throw new MalformedJson("not the JSON of a " + form.getSimpleName());
        }
    }
}
