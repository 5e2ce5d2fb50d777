package io.callarchive.retention;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** How long Microsoft keeps the rows of a log, and so until when a day can still be read. */
public final class Retention {
    /** As Microsoft documents it (read 2026-11); of the logs that are not here it says nothing. */
    private static final Map<CallLog, Period> KEPT =
            Map.of(CallLog.DIRECT_ROUTING, Period.ofDays(150), CallLog.PSTN, Period.ofMonths(12));

    private Retention() {}

    /** Days for which a row of today is kept; empty if Microsoft does not say. */
    public static Optional<Long> daysKept(CallLog log, LocalDate today) {
        return kept(log).map(kept -> ChronoUnit.DAYS.between(today, today.plus(kept)));
    }

    /** Days until Microsoft deletes the first rows of the day, negative once it has; empty if it does not say when. */
    public static Optional<Long> daysUntilDeleted(ArchiveDay day, LocalDate today) {
        return kept(day.log())
                .map(kept -> ChronoUnit.DAYS.between(today, day.date().plus(kept)));
    }

    /** Whether Microsoft has begun to delete the day. */
    public static boolean isDeletedByMicrosoft(ArchiveDay day, LocalDate today) {
        return daysUntilDeleted(day, today).filter(days -> days < 0).isPresent();
    }

    private static Optional<Period> kept(CallLog log) {
        return Optional.ofNullable(KEPT.get(log));
    }
}
