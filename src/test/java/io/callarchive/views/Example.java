package io.callarchive.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the questions in {@code infra/lake/examples.sql}, and what DuckDB answers. */
final class Example {
    private static final Path FILE = Path.of("infra/lake/examples.sql");
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^-- (\\d+)\\. (.*)\\n([^;]*);");

    private final String title;
    private final String sql;
    private List<String> columns = List.of();
    private List<String> rows = List.of();

    private Example(String title, String sql) {
        this.title = title;
        this.sql = sql;
    }

    /** In the order of their numbers, from 1. */
    static List<Example> all() throws IOException {
        List<Example> examples = new ArrayList<>();
        Matcher found = EXAMPLE.matcher(Files.readString(FILE));
        while (found.find()) {
            assertThat(found.group(1)).isEqualTo("" + (examples.size() + 1));
            examples.add(new Example(found.group(2), found.group(3)));
        }
        return examples;
    }

    /** Asks, and shows the first rows. */
    void run(DuckDb duckDb) throws SQLException {
        columns = duckDb.rows("SELECT column_name FROM (DESCRIBE " + sql + ")");
        rows = duckDb.rows(sql);
        System.out.println(title + ": " + rows.size() + " rows\n  " + String.join("|", columns));
        rows.stream().limit(5).forEach(row -> System.out.println("  " + row));
    }

    List<String> column(String name) {
        int place = columns.indexOf(name);
        List<String> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.split("\\|", -1)[place]));
        return values;
    }

    void sums(String name, BigDecimal sum) {
        assertThat(column(name).stream()
                        .filter(cell -> !cell.equals("null"))
                        .map(BigDecimal::new)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .as(title)
                .isEqualByComparingTo(sum);
    }
}
