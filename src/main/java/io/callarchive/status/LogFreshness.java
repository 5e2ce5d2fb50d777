package io.callarchive.status;

import io.callarchive.CallLog;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PublishedDays;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** How far a log is archived. A log that is not yet archived is no fault: the app may be an hour old. */
public final class LogFreshness implements HealthCheck.Probe {
    private static final int DAYS_LOOKED_AT = 60;

    private final CallLog log;
    private final PublishedDays days;
    private final Clock clock;

    public LogFreshness(CallLog log, PublishedDays days, Clock clock) {
        this.log = log;
        this.days = days;
        this.clock = clock;
    }

    @Override
    public HealthCheck look() {
        LocalDate today = LocalDate.now(clock);
        Map<LocalDate, DayFile> files = days.between(log, today.minusDays(DAYS_LOOKED_AT), today);
        Optional<LocalDate> archived = files.keySet().stream().max(Comparator.naturalOrder());
        Optional<LocalDate> settled = files.entrySet().stream()
                .filter(day -> day.getValue().state() != DayFile.State.PROVISIONAL)
                .map(Map.Entry::getKey)
                .max(Comparator.naturalOrder());
        String detail = "newest archived day " + age(archived, today) + ", newest settled day " + age(settled, today);
        return new HealthCheck("log " + log, true, detail);
    }

    private static String age(Optional<LocalDate> day, LocalDate today) {
        return day.map(date -> ChronoUnit.DAYS.between(date, today))
                .map(age -> today.minusDays(age) + (age == 1 ? " (1 day old)" : " (" + age + " days old)"))
                .orElse("none in the last " + DAYS_LOOKED_AT + " days");
    }
}
