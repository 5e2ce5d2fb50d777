package io.callarchive.views;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** DuckDB in memory, as it comes: no extension is fetched. */
final class DuckDb implements AutoCloseable {
    private final Connection connection;

    DuckDb() throws SQLException {
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
    }

    /** With those views over that folder. */
    static DuckDb of(Path lake, String views) throws SQLException {
        DuckDb duckDb = new DuckDb();
        duckDb.run("SET VARIABLE call_logs = '" + lake + "';" + views);
        return duckDb;
    }

    /** Any number of statements. */
    void run(String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }

    /** The rows, cells separated by a bar. */
    List<String> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        }
    }

    /** As {@link #rows}, without needless zeros, or how it fails. */
    List<String> answer(LakeCheck check) {
        try {
            return rows(check.sql());
        } catch (SQLException e) {
            return LakeCheck.FAILS;
        }
    }

    private static String row(ResultSet result) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
            Object value = result.getObject(column);
            cells.add(LakeCheck.cell(
                    value instanceof BigDecimal amount ? amount.toPlainString() : String.valueOf(value)));
        }
        return String.join("|", cells);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
