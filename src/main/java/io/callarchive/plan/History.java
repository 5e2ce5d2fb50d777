package io.callarchive.plan;

import io.callarchive.CallLog;
import io.callarchive.retention.Retention;
import io.callarchive.retention.Retention.Period;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How far back days are archived.
 *
 * @param days for how many days missing days are looked for; empty for as long as Microsoft may keep them
 * @param deletedAfterDays at which age the lake deletes a file by itself; 0 for never
 */
public record History(Optional<Integer> days, int deletedAfterDays) {
    /** The first day that is looked for. A log of which no period is known may be kept as long as any. */
    public LocalDate first(CallLog log, LocalDate today, Retention retention) {
        int back =
                days.orElseGet(() -> retention.period(log).map(Period::longest).orElse(retention.longest()));
        LocalDate first = today.minusDays(Math.max(1, back));
        return isExpired(first, today) ? today.minusDays(deletedAfterDays - 1L) : first;
    }

    /** Whether the lake would not keep the day's file any more: reading it again would undo a deletion, each night. */
    public boolean isExpired(LocalDate day, LocalDate today) {
        return deletedAfterDays > 0 && !day.isAfter(today.minusDays(deletedAfterDays));
    }
}
