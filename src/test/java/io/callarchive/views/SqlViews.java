package io.callarchive.views;

import io.callarchive.CallLog;
import io.callarchive.dayfile.RowId;
import io.callarchive.schema.Field;
import io.callarchive.schema.FieldType;
import io.callarchive.schema.LogSchema;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** The line as text. */
    String line() {
        return "line";
    }

    /** That text without {@link RowId#FILLER}. */
    abstract String withoutFiller(String text);

    private String head() {
        String text = """
                The files of Callarchive as typed views for %s.
                Generated from the schema of each log by: mvn test -Dtest=ViewFileTest -Dviews.write

                %s
                Times are UTC. 0001-01-01 is NULL.
                An amount is exact or NULL: it may have 20 digits before the point and 18 after, and is never rounded.
                The line is the row as Graph sent it: fields that Graph has added since are there, and whatever did not
                fit the type of its column. The views named _distinct keep one of the lines of a day that are the same, and
                of the versions of one row, which share its id but not its content, one: no engine here tells the order of
                lines, and no row the time of its change, so it is the one with the highest amount, or else the greatest text.
                An id that is empty, all zeros, a word for nothing or shared by more than %d different rows of a day is none.
                """.formatted(engine, notes(), RowId.MOST_VERSIONS);
        return text.lines().map(line -> ("-- " + line).strip() + "\n").collect(Collectors.joining());
    }

    private String views(CallLog log) {
        LogSchema schema = LogSchema.of(log);
        String view = ViewFile.viewOf(log);
        String columns = schema.fields().stream().map(this::column).collect(Collectors.joining());
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
                FROM %s;
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
                        log.idField()
                                .map(id -> newestVersions(view, schema, quoted(id)))
                                .orElse(differentLines(view)));
    }

    private String differentLines(String view) {
        return """
                (
                  SELECT *, ROW_NUMBER() OVER (PARTITION BY %1$s, %2$s ORDER BY %2$s) AS copy FROM %3$s
                ) AS copies
                WHERE copy = 1""".formatted(quoted("date"), line(), view);
    }

    private String newestVersions(String view, LogSchema schema, String id) {
        String order = Stream.concat(
                        schema.fields().stream()
                                .filter(field -> field.type() == FieldType.DECIMAL)
                                .map(field -> quoted(field.name())),
                        Stream.of(line()))
                .map(value -> value + " DESC")
                .collect(Collectors.joining(", "));
        String placeholders =
                RowId.PLACEHOLDERS.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
        return """
                (
                  SELECT *,
                    ROW_NUMBER() OVER (PARTITION BY %1$s, %2$s ORDER BY %3$s) AS version,
                    COUNT(*) OVER (PARTITION BY %1$s, %2$s) AS versions
                  FROM %4$s
                ) AS rows_of_log
                WHERE version = 1 OR versions > %5$d OR %2$s IS NULL OR LOWER(%6$s) IN (%7$s)""".formatted(
                        quoted("date"),
                        id,
                        order,
                        differentLines(view).replace("\n", "\n  "),
                        RowId.MOST_VERSIONS,
                        withoutFiller(id),
                        placeholders);
    }

    private String column(Field field) {
        return "  " + value(field) + " AS " + quoted(field.name()) + ", -- " + field.meaning() + "\n";
    }
}
