package io.callarchive.local.run;

import com.azure.storage.blob.BlobContainerClient;
import io.callarchive.ArchiveDay;
import io.callarchive.lake.DayPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The archived files in a folder of this machine, where DuckDB and a person can look at them. */
public final class DownloadedLake {
    private final BlobContainerClient container;
    private final Path folder;

    public DownloadedLake(BlobContainerClient container, Path folder) {
        this.container = container;
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Fetches the day's file. */
    public Path download(ArchiveDay day) throws IOException {
        Path file = folder.resolve(DayPath.ofFile(day));
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                container.getBlobClient(DayPath.ofFile(day)).downloadContent().toBytes());
        return file;
    }

    /** How many rows DuckDB finds in the file, left to itself; it reads gzip and JSON with its own code. */
    static long countWithDuckDb(Path file) throws SQLException {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT count(*) FROM '" + file.toString().replace("'", "''") + "'")) {
            result.next();
            return result.getLong(1);
        }
    }
}
