package io.callarchive.local.run;

import io.callarchive.ArchiveDay;
import io.callarchive.lake.DayPath;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * What a run did with a day, and what stands in the file.
 *
 * @param event the app's own word
 * @param bytes size of the file
 * @param duckDbRows rows that DuckDB counts in it
 * @param asServed whether its lines are the rows that Graph served, byte for byte; empty if Graph is not simulated
 */
record ArchivedDay(ArchiveDay day, LoggedEvent event, long bytes, long duckDbRows, Optional<Boolean> asServed) {
    static ArchivedDay check(ArchiveDay day, LoggedEvent event, Path file, Optional<List<byte[]>> served)
            throws IOException, SQLException {
        Optional<Boolean> asServed = Optional.empty();
        if (served.isPresent()) {
            asServed = Optional.of(Arrays.equals(unzip(file), joined(served.get())));
        }
        return new ArchivedDay(day, event, Files.size(file), DownloadedLake.countWithDuckDb(file), asServed);
    }

    long rows() {
        return Long.parseLong(event.value("rows"));
    }

    boolean isRight() {
        return rows() == duckDbRows && asServed.orElse(true);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "  %-15s %7d  %5s  %9d  %8s  %s",
                day.log(),
                rows(),
                event.value("pages"),
                bytes,
                event.value("seconds") + " s",
                DayPath.ofFile(day));
    }

    String verdictLine() {
        String served = asServed.map(same ->
                        same ? ", each byte for byte as Graph served it" : ", WRONG: other rows than Graph served")
                .orElse("");
        String counted = rows() == duckDbRows ? "" : ", WRONG: the app wrote " + rows();
        return String.format(
                Locale.ROOT, "  %-15s %s %7d rows%s%s", day.log(), day.date(), duckDbRows, counted, served);
    }

    private static byte[] unzip(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return in.readAllBytes();
        }
    }

    private static byte[] joined(List<byte[]> lines) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            text.writeBytes(line);
            text.write('\n');
        }
        return text.toByteArray();
    }
}
