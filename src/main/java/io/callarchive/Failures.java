package io.callarchive;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Why a day is not there: one record per log and day, gone when the day succeeds. */
public interface Failures {
    /**
     * Remembers the newest problem of a day; earlier ones are counted.
     *
     * @param askedAgainAt when the run asks again; empty if it has given up
     */
    void record(ArchiveDay day, RunId run, Problem problem, Optional<Instant> askedAgainAt);

    /** What is remembered of a day. */
    Optional<DayFailure> find(ArchiveDay day);

    /** What is remembered of a log's days between two dates, both included. */
    Map<LocalDate, DayFailure> list(CallLog log, LocalDate from, LocalDate to);

    /** Forgets the day's problem, if there was any. */
    void clear(ArchiveDay day);
}
