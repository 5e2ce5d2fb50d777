package io.callarchive.status;

import io.callarchive.CallLog;
import io.callarchive.dayfile.PublishedDays;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the setting that tells for how long Microsoft keeps rows fits the rows: they name the countries of their
 * users. Advice, and no fault.
 */
public final class UsersCountries implements HealthCheck.Probe {
    private static final int DAYS_LOOKED_AT = 60;

    private final List<CallLog> logs;
    private final Set<String> countries;
    private final PublishedDays days;
    private final Clock clock;

    /** Of these logs; the countries are those that the setting names. */
    public UsersCountries(Collection<CallLog> logs, Collection<String> countries, PublishedDays days, Clock clock) {
        this.logs = List.copyOf(logs);
        this.countries = new TreeSet<>(countries);
        this.days = days;
        this.clock = clock;
    }

    @Override
    public HealthCheck look() {
        LocalDate today = LocalDate.now(clock);
        Set<String> found = new TreeSet<>();
        logs.forEach(log -> days.between(log, today.minusDays(DAYS_LOOKED_AT), today)
                .values()
                .forEach(file -> file.check().ifPresent(check -> found.addAll(check.countries()))));
        return HealthCheck.pass("countries", words(found));
    }

    private String words(Set<String> found) {
        if (found.isEmpty()) {
            return "no row of the last " + DAYS_LOOKED_AT + " days names the country of its user";
        }
        String named = String.join(",", found);
        return found.equals(countries)
                ? "the users are in " + named + ", as ARCHIVE_COUNTRIES says"
                : "the users are in " + named + "; ARCHIVE_COUNTRIES=" + named
                        + " would fit, and tell for how long Microsoft keeps their rows";
    }
}
