package io.callarchive.views;

import io.callarchive.CallLog;
import io.callarchive.dayfile.RowId;
import io.callarchive.schema.Field;
import java.util.List;
import java.util.stream.Collectors;

/**
 * ClickHouse, like DuckDB, reads each JSON number with a point as a double; an amount is cut out of the text here too.
 * Its usual parser takes no line with an integer beyond 64 bits, in whatever field; the other one does, and may miss the
 * nearest double by a bit.
 */
final class ClickHouseViews extends SqlViews {
    ClickHouseViews() {
        super("ClickHouse 26.7", "clickhouse");
    }

    @Override
    String notes() {
        return """
                First put where the files are in place of call-logs in call_log_lines: a folder in user_files, or another
                table function, such as azureBlobStorage (not tried), with the same format and columns.

                A filter on log and date leaves the other files unread.
                Times are DateTime64(7, 'UTC'), which keeps all seven digits. Lists are arrays of tuples; as an array
                cannot be NULL, null is an empty one.""";
    }

    @Override
    String lines() {
        return """
                CREATE OR REPLACE VIEW call_log_lines AS
                SELECT log, date, line
                FROM file('call-logs/log=*/date=*/*.json.gz', 'LineAsString', 'line String, log String, date Date');

                CREATE OR REPLACE FUNCTION call_log_time AS (text) ->
                  if(startsWith(ifNull(text, ''), '0001-01-01'), NULL, parseDateTime64BestEffortOrNull(text, 7, 'UTC'));

                -- JSON numbers become doubles here, hence the text; the double tells it from a number further inside.
                CREATE OR REPLACE FUNCTION call_log_amount AS (line, name, inexact) ->
                  toDecimal128OrNull(arrayFirst(
                    digits -> ifNull(abs(toFloat64(digits) - inexact) <= abs(inexact) * 1e-12, 0),
                    extractAll(line, concat('"', name, '"\\\\s*:\\\\s*(-?\\\\d{1,20}(?:\\\\.\\\\d{1,18})?)\\\\s*[,}]'))), 18);
                """;
    }

    @Override
    String quoted(String name) {
        return '`' + name + '`';
    }

    @Override
    String from(CallLog log, List<Field> fields) {
        return "(SELECT *, JSONExtract(line, '" + tuple(fields) + "') AS fields FROM call_log_lines WHERE log = '"
                + log.label() + "' SETTINGS allow_simdjson = 0)";
    }

    private static String tuple(List<Field> fields) {
        return fields.stream()
                .map(field -> field.name() + " " + type(field))
                .collect(Collectors.joining(", ", "Tuple(", ")"));
    }

    private static String type(Field field) {
        return switch (field.type()) {
            case TEXT, UUID, TIMESTAMP -> "Nullable(String)";
            case DECIMAL -> "Nullable(Float64)";
            case INTEGER -> "Nullable(Int64)";
            case BOOLEAN -> "Nullable(Bool)";
            case OBJECTS -> "Array(" + tuple(field.fields()) + ")";
        };
    }

    @Override
    String withoutFiller(String text) {
        return "replaceRegexpAll(" + text + ", '" + RowId.FILLER.replace("\\", "\\\\") + "', '')";
    }
}
