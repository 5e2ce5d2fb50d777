package io.callarchive.views;

import io.callarchive.CallLog;
import io.callarchive.dayfile.RowId;
import io.callarchive.schema.Field;
import java.util.List;
import java.util.stream.Collectors;

/**
 * DuckDB's JSON reader takes no half of a surrogate pair, which JSON allows (RFC 8259, section 8.2), and with one such row
 * every query over its file fails. So the views stand on lines: what DuckDB cannot read is a row without fields. No
 * control character stands in a row, so one of them serves as the delimiter that does not occur.
 *
 * <p>Its JSON functions read each number with a point as a double. So an amount is cut out of the line's text: of the
 * numbers that stand behind the field's name, on whatever level, the one that is the row's own.
 */
final class DuckDbViews extends SqlViews {
    DuckDbViews() {
        super("DuckDB 1.4", "duckdb");
    }

    @Override
    String notes() {
        return """
                First say where the files are; on Azure, which was not tried, with the extension azure and a secret of its own:
                SET VARIABLE call_logs = 'target/local/call-logs';
                SET VARIABLE call_logs = 'az://<account>.blob.core.windows.net/call-logs';

                A filter on log and date leaves the other files unread.
                Times are TIMESTAMP_NS, which keeps all seven digits. Lists are lists of structs.
                DuckDB does not take half of a surrogate pair ("\\ud83d", half an emoji) for JSON. A row with one is there, with
                its line, but all its columns are NULL; SELECT * FROM call_log_lines WHERE NOT json_valid(line) finds it.
                So what reads the line itself is best written TRY(line->>'$.newField').""";
    }

    @Override
    String lines() {
        return """
                CREATE OR REPLACE VIEW call_log_lines AS
                SELECT log, date, line
                FROM read_csv(
                  getvariable('call_logs') || '/log=*/date=*/*.json.gz',
                  auto_detect = false, header = false, columns = {'line': 'VARCHAR'}, new_line = '\\n',
                  delim = chr(1), quote = '', escape = '', comment = '',
                  max_line_size = 16777216, buffer_size = 33554432,
                  hive_partitioning = true,
                  hive_types = {'log': VARCHAR, 'date': DATE});

                CREATE OR REPLACE MACRO call_log_time(text) AS
                  CASE WHEN text NOT LIKE '0001-01-01%%' THEN TRY_CAST(text AS TIMESTAMP_NS) END;

                -- JSON numbers become doubles in DuckDB, hence the text; the double tells it from a number further inside.
                CREATE OR REPLACE MACRO call_log_amount(line, name, inexact) AS
                  TRY_CAST(list_filter(
                    regexp_extract_all(line, '"' || name || '"\\s*:\\s*(-?\\d{1,20}(?:\\.\\d{1,18})?)\\s*[,}]', 1),
                    lambda digits: digits::DOUBLE = inexact)[1] AS %s);
                """.formatted(DECIMAL);
    }

    @Override
    String quoted(String name) {
        return '"' + name + '"';
    }

    @Override
    String from(CallLog log, List<Field> fields) {
        return "(SELECT *, json_transform(TRY_CAST(line AS JSON), '" + structure(fields)
                + "') AS fields FROM call_log_lines WHERE log = '" + log.label() + "')";
    }

    private static String structure(List<Field> fields) {
        return fields.stream()
                .map(field -> '"' + field.name() + "\":" + type(field))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String type(Field field) {
        return switch (field.type()) {
            case TEXT, UUID, TIMESTAMP -> "\"VARCHAR\"";
            case DECIMAL -> "\"DOUBLE\"";
            case INTEGER -> "\"BIGINT\"";
            case BOOLEAN -> "\"BOOLEAN\"";
            case OBJECTS -> "[" + structure(field.fields()) + "]";
        };
    }

    @Override
    String withoutFiller(String text) {
        return "regexp_replace(" + text + ", '" + RowId.FILLER + "', '', 'g')";
    }
}
