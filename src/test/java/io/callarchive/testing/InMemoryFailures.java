package io.callarchive.testing;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.DayFailure;
import io.callarchive.Failures;
import io.callarchive.Problem;
import io.callarchive.RunId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Failure records in memory. */
public final class InMemoryFailures implements Failures {
    private final Map<ArchiveDay, DayFailure> failures = new HashMap<>();
    private final InstantSource clock;

    /** For tests that do not look at the times. */
    public InMemoryFailures() {
        this(() -> Instant.EPOCH);
    }

    public InMemoryFailures(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void record(ArchiveDay day, RunId run, Problem problem, Optional<Instant> askedAgainAt) {
        failures.put(day, DayFailure.following(find(day), day, run, problem, clock.instant(), askedAgainAt));
    }

    @Override
    public synchronized Optional<DayFailure> find(ArchiveDay day) {
        return Optional.ofNullable(failures.get(day));
    }

    @Override
    public synchronized Map<LocalDate, DayFailure> list(CallLog log, LocalDate from, LocalDate to) {
        Map<LocalDate, DayFailure> found = new HashMap<>();
        failures.forEach((day, failure) -> {
            if (day.log() == log && !day.date().isBefore(from) && !day.date().isAfter(to)) {
                found.put(day.date(), failure);
            }
        });
        return found;
    }

    @Override
    public synchronized void clear(ArchiveDay day) {
        failures.remove(day);
    }
}
