package io.callarchive.plan;

import java.time.Instant;
import java.util.Optional;

/** When the nights are due. */
public interface Timetable {
    /** The newest time that has come, or comes just now; empty if there is none. */
    Optional<Instant> lastDue(Instant now);

    /** The next time to come; empty if there is none. */
    Optional<Instant> nextDue(Instant now);
}
