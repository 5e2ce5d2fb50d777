package io.callarchive.dayfile;

import io.callarchive.ArchiveDay;
import io.callarchive.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The published files that are still to be read back. */
@FunctionalInterface
public interface CheckQueue {
    /** Asks for the check after that time. May be asked twice. */
    void ask(CheckRequest request, Duration delay);

    /** Asks that the day's file be read back, if that run still is the one that wrote it. */
    default void ask(ArchiveDay day, RunId run) {
        ask(new CheckRequest(day, run, 0), Duration.ZERO);
    }

    /** Asks that it be read back although it may have been, unless that was since then. */
    default void askAgain(ArchiveDay day, RunId run, Instant since) {
        ask(new CheckRequest(day, run, 0, Optional.of(since)), Duration.ZERO);
    }
}
