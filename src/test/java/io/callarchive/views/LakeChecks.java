package io.callarchive.views;

import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.CallLog;
import io.callarchive.schema.Field;
import io.callarchive.schema.LogSchema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** What every engine is asked. */
final class LakeChecks {
    private final ServedRows served;
    private final Engine engine;
    private final List<LakeCheck> checks = new ArrayList<>();

    private LakeChecks(ServedRows served, Engine engine) {
        this.served = served;
        this.engine = engine;
    }

    static List<LakeCheck> of(ServedRows served, Engine engine) {
        LakeChecks checks = new LakeChecks(served.readBy(engine), engine);
        for (CallLog log : CallLog.values()) {
            checks.addRows(log);
            LogSchema.of(log).fields().forEach(field -> checks.addField(log, field));
        }
        checks.addPruning();
        return List.copyOf(checks.checks);
    }

    private void addRows(CallLog log) {
        String view = ViewFile.viewOf(log);
        add(
                "rows of " + log,
                "SELECT date, count(*) FROM " + view + " GROUP BY date ORDER BY date",
                perDay(date -> served.lines(log, date).size()));
        add(
                "distinct rows of " + log,
                "SELECT date, count(*) FROM " + view + "_distinct GROUP BY date ORDER BY date",
                perDay(date -> served.distinctRows(log, date).size()));
        log.idField()
                .ifPresent(id -> add(
                        "rows of " + log + " under the empty GUID",
                        "SELECT count(*) FROM " + view + "_distinct WHERE " + id + " = '"
                                + QuirkyTenant.IDS_THAT_ARE_NONE.get(0) + "'",
                        List.of("" + QuirkyTenant.ROWS_OF_THE_EMPTY_GUID)));
        add(
                "type of the date of " + log,
                "SELECT DISTINCT lower(" + engine.typeOf + "(date)) FROM " + view,
                List.of("date"));
        add(
                "new field of " + log,
                "SELECT count(*) FROM " + view + " WHERE line LIKE '%\"" + QuirkyTenant.NEW_FIELD + "\"%'",
                count(log, row -> row.has(QuirkyTenant.NEW_FIELD)));
    }

    private void addField(CallLog log, Field field) {
        String name = field.name();
        String from = " FROM " + ViewFile.viewOf(log);
        List<JsonNode> values = served.rows(log).stream()
                .map(row -> row.path(name))
                .filter(value -> !value.isNull() && !value.isMissingNode())
                .toList();
        String title = log + "." + name;
        switch (field.type()) {
            case TEXT, UUID -> {
                add(
                        title,
                        "SELECT count(" + name + "), count(DISTINCT " + name + ")" + from,
                        List.of(values.size() + "|" + values.stream().distinct().count()));
                add(
                        title + ", masked",
                        "SELECT count(*)" + from + " WHERE " + name + " LIKE '%***'",
                        count(log, row -> row.path(name).asText().endsWith("***")));
                values.stream()
                        .map(JsonNode::asText)
                        .filter(LakeChecks::isBeyondAsciiInAnyDialect)
                        .findFirst()
                        .ifPresent(text -> add(
                                title + ", beyond ASCII",
                                "SELECT count(*)" + from + " WHERE " + name + " = '" + text + "'",
                                count(log, row -> row.path(name).asText().equals(text))));
            }
            case TIMESTAMP -> {
                List<String> times = values.stream()
                        .map(JsonNode::asText)
                        .filter(text -> !text.startsWith("0001-01-01"))
                        .map(this::time)
                        .sorted()
                        .toList();
                add(
                        title,
                        "SELECT count(" + name + "), min(" + name + "), max(" + name + ")" + from,
                        List.of(times.size() + "|" + LakeCheck.cell(times.get(0)) + "|"
                                + LakeCheck.cell(times.get(times.size() - 1))));
            }
            case DECIMAL -> {
                List<BigDecimal> amounts = ServedRows.amounts(served.rows(log), name);
                BigDecimal sum = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
                add(
                        title,
                        "SELECT count(" + name + "), sum(" + name + ")" + from,
                        List.of(amounts.size() + "|" + LakeCheck.cell(sum.toPlainString())));
                List<BigDecimal> distinct = ServedRows.amounts(served.distinctRows(log), name);
                BigDecimal distinctSum = distinct.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
                add(
                        title + " of the distinct rows",
                        "SELECT count(" + name + "), sum(" + name + ") FROM " + ViewFile.viewOf(log) + "_distinct",
                        List.of(distinct.size() + "|" + LakeCheck.cell(distinctSum.toPlainString())));
            }
            case INTEGER ->
                add(
                        title,
                        "SELECT count(" + name + "), sum(" + name + ")" + from,
                        List.of(values.size() + "|"
                                + values.stream().mapToLong(JsonNode::longValue).sum()));
            case BOOLEAN ->
                add(
                        title,
                        "SELECT count(*)" + from + " WHERE " + name,
                        count(log, row -> row.path(name).asBoolean()));
            case OBJECTS -> {
                if (!values.isEmpty()) {
                    add(
                            title,
                            "SELECT sum(CASE WHEN " + name + " IS NOT NULL THEN " + engine.sizeOf + "(" + name
                                    + ") END)" + from,
                            List.of(""
                                    + values.stream().mapToInt(JsonNode::size).sum()));
                }
            }
        }
    }

    /** Among the files is one that cannot be read, of a log that does not exist: only who does not open it succeeds. */
    /** Without half a character, which some readers replace, and without a quote, which each dialect writes differently. */
    private static boolean isBeyondAsciiInAnyDialect(String text) {
        return text.chars().anyMatch(character -> character >= 128) && !text.endsWith("\ud83d") && !text.contains("'");
    }

    private void addPruning() {
        LocalDate date = QuirkyTenant.ONE_ROW;
        add("whole lake", "SELECT count(*) FROM call_log_lines", LakeCheck.FAILS);
        add(
                "only the files of a day",
                "SELECT count(*) FROM call_log_lines WHERE date = DATE '" + date + "'",
                List.of("" + CallLog.values().length));
    }

    private void add(String name, String sql, List<String> answer) {
        checks.add(new LakeCheck(name, sql, answer));
    }

    private List<String> count(CallLog log, Predicate<JsonNode> condition) {
        return List.of("" + served.rows(log).stream().filter(condition).count());
    }

    private List<String> perDay(ToIntFunction<LocalDate> count) {
        return served.dates().stream()
                .filter(date -> count.applyAsInt(date) > 0)
                .map(date -> date + "|" + count.applyAsInt(date))
                .toList();
    }

    /** {@code 2026-11-01T10:00:00.5Z} as {@code 2026-11-01 10:00:00.5000000}, so that the order of texts is that of times. */
    private String time(String text) {
        String seconds = text.substring(0, 19).replace('T', ' ');
        String fraction = text.substring(19).replace("Z", "").replace(".", "");
        return seconds + "." + (fraction + "0000000").substring(0, engine.fractionDigits);
    }
}
