package io.callarchive.views;

import io.callarchive.CallLog;
import io.callarchive.dayfile.RowId;
import io.callarchive.schema.Field;
import java.util.List;
import java.util.stream.Collectors;

/** Spark reads a JSON number straight into a decimal, but rounds one that has too many digits. */
final class SparkViews extends SqlViews {
    SparkViews() {
        super("Spark SQL 3.5", "spark");
    }

    @Override
    String notes() {
        return """
                For Databricks and Fabric notebooks too, where they were not tried. First say where the files are; the
                account has a flat namespace, unless LAKE_HIERARCHICAL_NAMESPACE was set, and then it is the second:
                SET call_logs = wasbs://call-logs@<account>.blob.core.windows.net;
                SET call_logs = abfss://call-logs@<account>.dfs.core.windows.net;
                The list of files is made when call_log_lines is created: run this again, or REFRESH TABLE, for new days.

                A filter on log and date leaves the other files unread.
                Times are TIMESTAMP_NTZ, so that they are UTC in whatever zone the session is. Spark keeps six digits of
                a second: the seventh is cut off, and stands in the line. Lists are arrays of structs.""";
    }

    @Override
    String lines() {
        return """
                CREATE OR REPLACE TEMPORARY VIEW call_log_lines (line STRING, log STRING, date DATE)
                USING text OPTIONS (path '${call_logs}');
                """;
    }

    @Override
    String create() {
        return "CREATE OR REPLACE TEMPORARY VIEW";
    }

    @Override
    String quoted(String name) {
        return '`' + name + '`';
    }

    @Override
    String value(Field field) {
        String value = "fields." + quoted(field.name());
        return switch (field.type()) {
            case TIMESTAMP ->
                "CASE WHEN " + value + " LIKE '%Z' AND " + value + " NOT LIKE '0001-01-01%' THEN TRY_CAST(" + value
                        + " AS TIMESTAMP_NTZ) END";
            case DECIMAL ->
                "CASE WHEN NOT line RLIKE r'\"" + field.name() + "\"\\s*:\\s*-?\\d+(\\.\\d{19}|\\.?\\d*[eE])' THEN "
                        + value + " END";
            case TEXT, UUID, INTEGER, BOOLEAN, OBJECTS -> value;
        };
    }

    @Override
    String from(CallLog log, List<Field> fields) {
        return "(SELECT *, from_json(line, '" + structure(" ", fields)
                + "') AS fields FROM call_log_lines WHERE log = '" + log.label() + "')";
    }

    private static String structure(String colon, List<Field> fields) {
        return fields.stream().map(field -> field.name() + colon + type(field)).collect(Collectors.joining(", "));
    }

    private static String type(Field field) {
        return switch (field.type()) {
            case TEXT, UUID, TIMESTAMP -> "STRING";
            case DECIMAL -> DECIMAL;
            case INTEGER -> "BIGINT";
            case BOOLEAN -> "BOOLEAN";
            case OBJECTS -> "ARRAY<STRUCT<" + structure(": ", field.fields()) + ">>";
        };
    }

    @Override
    String withoutFiller(String text) {
        return "regexp_replace(" + text + ", r'" + RowId.FILLER + "', '')";
    }
}
