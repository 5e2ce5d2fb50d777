package io.callarchive.views;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.CallLog;
import io.callarchive.testing.SimulatedTenant;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Graph served, read without any engine: the answers that every engine has to give.
 *
 * @param withCutNames whether half a surrogate pair is read; otherwise its row has no fields
 */
record ServedRows(SimulatedTenant tenant, List<LocalDate> dates, boolean withCutNames) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** The same, as that engine can read it. */
    ServedRows readBy(Engine engine) {
        return new ServedRows(tenant, dates, engine.readsHalfAPair);
    }

    /** The lines of a day, as they stand in its file. */
    List<String> lines(CallLog log, LocalDate date) {
        return tenant.lines(log, date).stream()
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .toList();
    }

    List<JsonNode> rows(CallLog log, LocalDate date) {
        return lines(log, date).stream().map(this::parse).toList();
    }

    /** Of all days. */
    List<JsonNode> rows(CallLog log) {
        return dates.stream().flatMap(date -> rows(log, date).stream()).toList();
    }

    /** Of all days, those of a day that repeat another one's key left out. */
    List<JsonNode> distinctRows(CallLog log) {
        return dates.stream().flatMap(date -> distinctRows(log, date).stream()).toList();
    }

    List<JsonNode> distinctRows(CallLog log, LocalDate date) {
        Map<String, JsonNode> byKey = new LinkedHashMap<>();
        for (String line : lines(log, date)) {
            JsonNode row = parse(line);
            String id = log.idField().map(name -> row.path(name).asText("")).orElse("");
            byKey.putIfAbsent(id.isBlank() ? line : id, row);
        }
        return List.copyOf(byKey.values());
    }

    /** The amounts of a field that fit the column; the others are NULL in the views. */
    static List<BigDecimal> amounts(List<JsonNode> rows, String field) {
        return rows.stream()
                .map(row -> row.path(field))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .filter(amount -> amount.scale() <= 18)
                .toList();
    }

    private JsonNode parse(String line) {
        if (!withCutNames && QuirkyTenant.hasCutName(line)) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
