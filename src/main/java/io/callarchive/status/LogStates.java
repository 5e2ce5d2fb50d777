package io.callarchive.status;

import io.callarchive.CallLog;
import io.callarchive.plan.Planner;
import io.callarchive.plan.Timetable;
import io.callarchive.status.ArchiveStatus.Whole;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;

/** Looks at the logs as health, alerts and the weekly line tell of them. */
public final class LogStates {
    /** Older files than that are not looked for. */
    private static final int YEARS = 10;

    /** Also where no history is wanted: what failed then is worth a word. */
    private static final int DAYS_AT_LEAST = 8;

    private final ArchiveStatus status;
    private final Planner planner;
    private final Timetable timetable;
    private final Supplier<Instant> deployedAt;
    private final Clock clock;

    /**
     * Of the app's logs.
     *
     * @param deployedAt since when there is anything of it; asked only until the first night has begun
     */
    public LogStates(
            ArchiveStatus status, Planner planner, Timetable timetable, Supplier<Instant> deployedAt, Clock clock) {
        this.status = status;
        this.planner = planner;
        this.timetable = timetable;
        this.deployedAt = deployedAt;
        this.clock = clock;
    }

    /** The enabled logs. */
    public List<CallLog> logs() {
        return planner.logs();
    }

    /** The state of each of them: of its files, and of what is missing as far back as the app archives it. */
    public List<LogState> look(List<CallLog> logs) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Whole whole = status.between(logs, today.minusYears(YEARS), today.minusDays(1), today);
        Instant nightsSince = whole.night().isPresent() ? Instant.EPOCH : deployedAt.get();
        return whole.logs().stream()
                .map(log -> LogState.of(log, archivedFrom(log.log(), today), timetable, nightsSince, now))
                .toList();
    }

    private LocalDate archivedFrom(CallLog log, LocalDate today) {
        LocalDate history = planner.history().first(log, today, planner.retention());
        LocalDate atLeast = today.minusDays(DAYS_AT_LEAST);
        return history.isBefore(atLeast) ? history : atLeast;
    }
}
