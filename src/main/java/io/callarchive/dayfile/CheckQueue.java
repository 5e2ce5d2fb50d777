package io.callarchive.dayfile;

import io.callarchive.ArchiveDay;
import io.callarchive.RunId;
import java.time.Duration;

/** The published files that are still to be read back. */
@FunctionalInterface
public interface CheckQueue {
    /** Asks for the check after that time. May be asked twice. */
    void ask(CheckRequest request, Duration delay);

    /** Asks that the day's file be read back, if that run still is the one that wrote it. */
    default void ask(ArchiveDay day, RunId run) {
        ask(new CheckRequest(day, run, 0), Duration.ZERO);
    }
}
