package io.callarchive.schema;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the value of a field is, beyond the JSON that carries it. Any field may be null or absent. */
public enum FieldType {
    /** A JSON string. */
    @JsonProperty("text")
    TEXT,
    /** A GUID in a JSON string; its spelling is kept. */
    @JsonProperty("uuid")
    UUID,
    /** UTC, ISO 8601 in a JSON string, up to seven digits of a second; {@code 0001-01-01T00:00:00Z} means none. */
    @JsonProperty("timestamp")
    TIMESTAMP,
    /** A JSON number that must not pass through a floating-point one: money. */
    @JsonProperty("decimal")
    DECIMAL,
    /** A JSON number of 32 bits. */
    @JsonProperty("integer")
    INTEGER,
    /** JSON's true or false. */
    @JsonProperty("boolean")
    BOOLEAN,
    /** A JSON array of objects, which have fields of their own. */
    @JsonProperty("objects")
    OBJECTS
}
