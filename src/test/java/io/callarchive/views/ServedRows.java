package io.callarchive.views;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.CallLog;
import io.callarchive.local.tenant.SimulatedTenant;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /** Of all days, one of those of a day that are the same, or versions of one row. */
    List<JsonNode> distinctRows(CallLog log) {
        return dates.stream().flatMap(date -> distinctRows(log, date).stream()).toList();
    }

    List<JsonNode> distinctRows(CallLog log, LocalDate date) {
        Map<String, List<String>> byId = new LinkedHashMap<>();
        for (String line : new LinkedHashSet<>(lines(log, date))) {
            String id =
                    log.idField().map(name -> parse(line).path(name).asText("")).orElse("");
            boolean none = id.isBlank() || QuirkyTenant.IDS_THAT_ARE_NONE.contains(id);
            byId.computeIfAbsent(none ? line : id, key -> new ArrayList<>()).add(line);
        }
        return byId.values().stream()
                .flatMap(lines -> lines.size() > 5 ? lines.stream() : newest(lines))
                .map(this::parse)
                .toList();
    }

    /** No row tells when it was changed: a charge that was filled in or raised is taken for the newer one. */
    private Stream<String> newest(List<String> versions) {
        Comparator<String> byCharge = Comparator.comparing(this::amount);
        return versions.stream()
                .sorted(byCharge.thenComparing(Comparator.naturalOrder()))
                .skip(versions.size() - 1L);
    }

    private BigDecimal amount(String line) {
        JsonNode row = parse(line);
        return Stream.of("charge", "callCharge")
                .map(row::path)
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .filter(amount -> amount.scale() <= 18)
                .findFirst()
                .orElse(BigDecimal.ONE.negate());
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
