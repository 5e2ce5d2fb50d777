package io.callarchive.views;

import io.callarchive.CallLog;
import io.callarchive.dayfile.RowId;
import io.callarchive.schema.Field;
import io.callarchive.schema.FieldType;
import io.callarchive.schema.LogSchema;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Kusto: an external table of the lines, and functions in place of views. */
final class DataExplorerViews implements ViewFile {
    @Override
    public Path path() {
        return FOLDER.resolve("data-explorer/views.kql");
    }

    @Override
    public String text() {
        return head()
                + Arrays.stream(CallLog.values()).map(DataExplorerViews::views).collect(Collectors.joining());
    }

    private static final String HEAD = """
            // The files of Callarchive as typed views for Azure Data Explorer. Parsed and bound by Kusto's own language
            // service, NEVER RUN.
            // Generated from the schema of each log by: mvn test -Dtest=ViewFileTest -Dviews.write
            //
            // First put your account in place of <account>. The cluster's identity needs Storage Blob Data Reader.
            //
            // date is also the name of a type, so the column is written ['date'] everywhere: sms | where ['date'] > ago(2d)
            //
            // There is no DATE: ['date'] is the datetime of its midnight. Times are datetime, which keeps all seven digits.
            // 0001-01-01 is null. An amount is exact or null: a decimal has 34 digits, so 16 may stand before the point and
            // 18 after. Lists are dynamic. A string cannot be null: it is empty. The line is the row as Graph sent it: fields
            // that Graph has added since are there, and whatever did not fit the type of its column. The functions named
            // _distinct keep one of the lines of a day that are the same, and of the versions of one row, which share its id
            // but not its content, one: no row tells the time of its change, so it is the one with the highest amount, or
            // else the greatest text. An id that is empty, all zeros, a word for nothing or shared by more than %d different
            // rows of a day is none.
            .execute database script with (ThrowOnErrors = true) <|
            .create-or-alter external table call_log_lines (line: string)
            kind = storage
            partition by (log: string, ['date']: datetime)
            pathformat = ("log=" log "/date=" datetime_pattern("yyyy-MM-dd", ['date']))
            dataformat = txt
            (h@'https://<account>.blob.core.windows.net/call-logs;managed_identity=system')
            with (fileExtension = ".json.gz")
            .create-or-alter function call_log_time(text: string) {
              iff(text startswith "0001-01-01", datetime(null), todatetime(text))
            }
            // Numbers of JSON become reals, hence the text; the real tells it from a number further inside.
            .create-or-alter function call_log_amount(digits: string, inexact: real) {
              iff(toreal(digits) == inexact, todecimal(digits), decimal(null))
            }
            """;

    private static String head() {
        return HEAD.replace("%d", "" + RowId.MOST_VERSIONS);
    }

    private static String views(CallLog log) {
        LogSchema schema = LogSchema.of(log);
        String view = ViewFile.viewOf(log);
        String columns = schema.fields().stream().map(DataExplorerViews::column).collect(Collectors.joining());
        return """
                // %s
                .create-or-alter function with (folder = "callarchive", view = true) %s() {
                  external_table("call_log_lines")
                  | where log == "%s"
                  | extend fields = parse_json(line)
                  | project
                    log,
                    ['date'],
                %s    line
                }
                .create-or-alter function with (folder = "callarchive", view = true) %2$s_distinct() {
                %s
                }
                """.formatted(
                schema.resource(),
                view,
                log.label(),
                columns,
                log.idField().map(id -> newestVersions(view, schema, id)).orElse("  " + differentLines(view)));
    }

    private static String differentLines(String view) {
        return view + "() | summarize take_any(*) by ['date'], line";
    }

    private static String newestVersions(String view, LogSchema schema, String id) {
        String amounts = schema.fields().stream()
                .filter(field -> field.type() == FieldType.DECIMAL)
                .map(field -> "['" + field.name() + "'] desc nulls last, ")
                .collect(Collectors.joining());
        String placeholders =
                RowId.PLACEHOLDERS.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
        return """
                  let different = %1$s;
                  different
                  | lookup (different | summarize versions = count() by ['date'], %2$s) on ['date'], %2$s
                  | extend none = versions > %3$d or tolower(replace_regex(%2$s, @'%4$s', '')) in (%5$s)
                  | extend key = iff(none, line, %2$s)
                  | sort by ['date'] asc, key asc, %6$sline desc
                  | extend version = row_number(1, ['date'] != prev(['date']) or key != prev(key))
                  | where version == 1
                  | project-away versions, none, key, version""".formatted(differentLines(view), id, RowId.MOST_VERSIONS, RowId.FILLER, placeholders, amounts);
    }

    private static String column(Field field) {
        return "    ['" + field.name() + "'] = " + value(field) + ", // " + field.meaning() + "\n";
    }

    private static String value(Field field) {
        String value = "fields['" + field.name() + "']";
        return switch (field.type()) {
            case TEXT, UUID -> "tostring(" + value + ")";
            case TIMESTAMP -> "call_log_time(tostring(" + value + "))";
            case DECIMAL ->
                "call_log_amount(extract(@'\"" + field.name()
                        + "\"\\s*:\\s*(-?\\d{1,16}(?:\\.\\d{1,18})?)\\s*[,}]', 1, line), toreal(" + value + "))";
            case INTEGER -> "tolong(" + value + ")";
            case BOOLEAN -> "tobool(" + value + ")";
            case OBJECTS -> value;
        };
    }
}
