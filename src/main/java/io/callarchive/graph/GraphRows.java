package io.callarchive.graph;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.callarchive.CallLog;
import io.callarchive.dayfile.RowId;
import io.callarchive.dayfile.Rows;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows in the form in which Graph hands them out. */
public final class GraphRows implements Rows {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    @Override
    public Optional<Row> read(CallLog log, byte[] text, int offset, int length) {
        try (JsonParser parser = PageParser.JSON.createParser(text, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Row row = row(log, parser);
            return parser.nextToken() == null ? Optional.of(row) : Optional.empty();
        } catch (JsonProcessingException e) {
            // Its text quotes the row.
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("reading an array cannot fail", e);
        }
    }

    private static Row row(CallLog log, JsonParser parser) throws IOException {
        String idField = log.idField().orElse(null);
        String timeField = log.timeField().orElse(null);
        String id = null;
        Instant time = null;
        String country = null;
        List<String> fields = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            fields.add(name);
            JsonToken value = parser.nextToken();
            if (id == null && name.equals(idField)) {
                id = scalar(parser, value);
            } else if (time == null && name.equals(timeField) && value == JsonToken.VALUE_STRING) {
                time = RowTime.parse(parser.getText());
            } else if (name.equals("userCountryCode") && value == JsonToken.VALUE_STRING) {
                country = parser.getText();
            }
            parser.skipChildren();
        }
        return new Row(Optional.ofNullable(id), Optional.ofNullable(time), fields, country(country));
    }

    private static Optional<String> country(@Nullable String code) {
        return Optional.ofNullable(code).filter(text -> COUNTRY.matcher(text).matches());
    }

    private static @Nullable String scalar(JsonParser parser, JsonToken value) throws IOException {
        boolean tells = value.isScalarValue() && value != JsonToken.VALUE_NULL;
        return tells && !RowId.isPlaceholder(parser.getText()) ? parser.getText() : null;
    }
}
