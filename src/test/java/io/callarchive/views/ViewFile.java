package io.callarchive.views;

import io.callarchive.CallLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The views of all logs for one engine, in a file under {@code infra/lake}. */
interface ViewFile {
    Path FOLDER = Path.of("infra/lake");

    /** Where it is. */
    Path path();

    /** What has to stand in it. */
    String text();

    /** The name of a log's view. */
    static String viewOf(CallLog log) {
        return log.name().toLowerCase(Locale.ROOT);
    }

    /** What does stand in it. */
    default String committed() throws IOException {
        return Files.readString(path());
    }
}
