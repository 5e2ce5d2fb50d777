package io.callarchive.retention;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long Microsoft keeps the rows of a log, and so until when a day can still be read. It depends on where each user
 * is: so there is a shortest period, after which rows begin to be missing, and a longest, after which none are left.
 */
public final class Retention {
    /**
     * Of a log of which Microsoft says nothing: the report of the admin centre, which shows the same rows, offers that
     * many days.
     */
    private static final int SURELY_KEPT = 28;

    /**
     * In days.
     *
     * @param shortest for whichever user it is
     * @param longest for whichever user it is
     */
    public record Period(int shortest, int longest) {
        public Period {
            if (shortest < 1 || longest < shortest) {
                throw new IllegalArgumentException("a period is of at least a day");
            }
        }
    }

    private final Map<CallLog, Period> periods = new EnumMap<>(CallLog.class);

    /** Of the logs for which a period is known. */
    public Retention(Map<CallLog, Period> periods) {
        this.periods.putAll(periods);
    }

    /** For how long the rows of the log are kept; empty if that is not known. */
    public Optional<Period> period(CallLog log) {
        return Optional.ofNullable(periods.get(log));
    }

    /**
     * Days until Microsoft begins to delete the day's rows, negative once it has; empty if it does not say when.
     */
    public Optional<Long> daysUntilDeleted(ArchiveDay day, LocalDate today) {
        return period(day.log()).map(period -> period.shortest() - age(day, today));
    }

    /** Whether Microsoft has deleted all of the day's rows. */
    public boolean isGone(ArchiveDay day, LocalDate today) {
        return period(day.log())
                .filter(period -> age(day, today) > period.longest())
                .isPresent();
    }

    /**
     * Whether Microsoft may have deleted rows of the day, so that an answer of today does not tell what there was.
     *
     * @param seenAtAge the greatest age, in days, at which rows of the log were still handed out: what counts where no
     *     period is known
     */
    public boolean mayBeDeleted(ArchiveDay day, LocalDate today, long seenAtAge) {
        long sure = period(day.log()).map(period -> (long) period.shortest()).orElse(Math.max(SURELY_KEPT, seenAtAge));
        return age(day, today) > sure;
    }

    /** The longest period of any log. */
    public int longest() {
        return periods.values().stream().mapToInt(Period::longest).max().orElse(SURELY_KEPT);
    }

    private static long age(ArchiveDay day, LocalDate today) {
        return ChronoUnit.DAYS.between(day.date(), today);
    }
}
