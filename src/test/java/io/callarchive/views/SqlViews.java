package io.callarchive.views;

import io.callarchive.CallLog;
import io.callarchive.schema.Field;
import io.callarchive.schema.LogSchema;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What the SQL dialects have in common: for each log a view of its typed columns, and one without repetitions. */
abstract class SqlViews implements ViewFile {
    /** Every engine's: 20 digits before the point, 18 after. */
    static final String DECIMAL = "DECIMAL(38, 18)";

    private final String engine;
    private final String folder;

    SqlViews(String engine, String folder) {
        this.engine = engine;
        this.folder = folder;
    }

    @Override
    public final Path path() {
        return FOLDER.resolve(folder).resolve("views.sql");
    }

    @Override
    public final String text() {
        return head() + "\n" + lines()
                + Arrays.stream(CallLog.values()).map(this::views).collect(Collectors.joining());
    }

    /** What to know about this engine, and how to say where the files are; lines without the comment's dashes. */
    abstract String notes();

    /** The view {@code call_log_lines} of {@code log}, {@code date} and {@code line}, and what else the views need. */
    abstract String lines();

    /** Up to {@code VIEW}. */
    String create() {
        return "CREATE OR REPLACE VIEW";
    }

    abstract String quoted(String name);

    /** The typed value of that field; times and amounts by two functions that {@link #lines} makes. */
    String value(Field field) {
        String value = "fields." + quoted(field.name());
        return switch (field.type()) {
            case TIMESTAMP -> "call_log_time(" + value + ")";
            case DECIMAL -> "call_log_amount(line, '" + field.name() + "', " + value + ")";
            case TEXT, UUID, INTEGER, BOOLEAN, OBJECTS -> value;
        };
    }

    /** The rows of a log with their fields taken apart, as the expressions of {@link #value} want them. */
    abstract String from(CallLog log, List<Field> fields);

    private String head() {
        String text = """
                The files of Callarchive as typed views for %s.
                Generated from the schema of each log by: mvn test -Dtest=ViewFileTest -Dviews.write

                %s
                Times are UTC. 0001-01-01 is NULL.
                An amount is exact or NULL: it may have 20 digits before the point and 18 after, and is never rounded.
                The line is the row as Graph sent it: fields that Graph has added since are there, and whatever did not
                fit the type of its column. The views named _distinct keep one of the rows that repeat within a day: by id,
                or by the whole line where a row has none.
                """.formatted(engine, notes());
        return text.lines().map(line -> ("-- " + line).strip() + "\n").collect(Collectors.joining());
    }

    private String views(CallLog log) {
        LogSchema schema = LogSchema.of(log);
        String view = ViewFile.viewOf(log);
        String columns = schema.fields().stream().map(this::column).collect(Collectors.joining());
        String key = schema.key()
                .map(name -> "COALESCE(NULLIF(TRIM(" + quoted(name) + "), ''), line)")
                .orElse("line");
        String names =
                schema.fields().stream().map(field -> quoted(field.name())).collect(Collectors.joining(", "));
        return """

                -- %s
                %s %s AS
                SELECT
                  log,
                  %s,
                %s  line
                FROM %s;

                %s %s_distinct AS
                SELECT log, %4$s, %s, line
                FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY %4$s, %s ORDER BY line) AS copy FROM %3$s) AS rows_of_log
                WHERE copy = 1;
                """.formatted(
                        schema.resource(),
                        create(),
                        view,
                        quoted("date"),
                        columns,
                        from(log, schema.fields()),
                        create(),
                        view,
                        names,
                        key);
    }

    private String column(Field field) {
        return "  " + value(field) + " AS " + quoted(field.name()) + ", -- " + field.meaning() + "\n";
    }
}
