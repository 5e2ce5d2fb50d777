package io.callarchive;

import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;

/** Decides which days are read. A pure function of the date, the settings and what is known of the lake. */
public final class Planner {
    private final Collection<CallLog> logs;
    private final int settledAtAgeDays;

    /**
     * @param logs the enabled ones
     * @param settledAtAgeDays the age of a day from which Microsoft delivers no more late rows
     */
    public Planner(Collection<CallLog> logs, int settledAtAgeDays) {
        this.logs = List.copyOf(logs);
        this.settledAtAgeDays = settledAtAgeDays;
    }

    /** What the nightly run starts: yesterday of every log. */
    public List<Start> nightly(LocalDate today) {
        return logs.stream()
                .map(log -> new ArchiveDay(log, today.minusDays(1)))
                .map(day -> new Start(day, Reason.NIGHTLY, 1, isSettled(day.date(), today), false, Duration.ZERO))
                .toList();
    }

    private boolean isSettled(LocalDate day, LocalDate today) {
        return ChronoUnit.DAYS.between(day, today) >= settledAtAgeDays;
    }
}
