package io.callarchive.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.callarchive.CallLog;
import io.callarchive.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The fields that the rows of a log are known to have: those of Microsoft's documentation, its sample answers and its
 * own model of each row (read 2026-11), in the order of the samples. They stand in {@code <log>.json} next to this
 * class. Graph adds others without notice.
 */
public final class LogSchema {
    private final String resource;
    private final List<Field> fields;

    @JsonCreator
    private LogSchema(
            @JsonProperty(value = "resource", required = true) String resource,
            @JsonProperty(value = "fields", required = true) List<Field> fields) {
        this.resource = resource;
        this.fields = List.copyOf(fields);
    }

    public static LogSchema of(CallLog log) {
        try (InputStream file = LogSchema.class.getResourceAsStream(log.label() + ".json")) {
            return Json.read(Objects.requireNonNull(file, "no schema of " + log).readAllBytes(), LogSchema.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema of " + log + " cannot be read", e);
        }
    }

    /** The name of the row's type in Graph, such as {@code microsoft.graph.callRecords.smsLogRow}. */
    public String resource() {
        return resource;
    }

    public List<Field> fields() {
        return fields;
    }

    /** The names of the row's own fields, not of those inside them. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        fields.forEach(field -> names.add(field.name()));
        return names;
    }
}
