package io.callarchive.views;

import io.callarchive.CallLog;
import io.callarchive.schema.Field;
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
        return HEAD
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
            // _distinct keep one of the rows that repeat within a day: by id, or by the whole line where a row has none.
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

    private static String views(CallLog log) {
        LogSchema schema = LogSchema.of(log);
        String view = ViewFile.viewOf(log);
        String columns = schema.fields().stream().map(DataExplorerViews::column).collect(Collectors.joining());
        String key = schema.key()
                .map(name -> "iff(isempty(trim(@'\\s+', %1$s)), line, %1$s)".formatted(name))
                .orElse("line");
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
                  %2$s()
                  | summarize arg_min(line, *) by ['date'], key = %s
                  | project-away key
                }
                """.formatted(schema.resource(), view, log.label(), columns, key);
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
