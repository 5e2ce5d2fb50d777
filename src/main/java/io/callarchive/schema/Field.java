package io.callarchive.schema;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * A field of a row.
 *
 * @param name as in Graph's JSON
 * @param meaning in one sentence
 * @param fields of the objects in the list, if it is one; otherwise empty
 */
public record Field(
        String name,
        FieldType type,
        String meaning,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Field> fields) {
    public Field {
        fields = List.copyOf(fields);
        if (fields.isEmpty() == (type == FieldType.OBJECTS)) {
            throw new IllegalArgumentException("Objects, and only they, have fields of their own: " + name);
        }
    }
}
