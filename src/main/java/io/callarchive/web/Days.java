package io.callarchive.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dates and spans of dates in requests. */
final class Days {
    /** In one answer. */
    static final int MOST = 366;

    /** In one order: all that the archive can ever hold, for ten years. */
    private static final int MOST_ORDERED = 3_660;

    /** The year of Microsoft Teams: no row can be older. */
    private static final LocalDate FIRST = LocalDate.of(2017, 1, 1);

    private Days() {}

    /** The date; if it is none, or one that nobody can mean, some date, and a problem is noted. */
    static LocalDate parse(@Nullable String text, String name, LocalDate today, List<String> problems) {
        LocalDate last = today.plusDays(MOST);
        try {
            if (text != null && text.length() == 10) {
                LocalDate date = LocalDate.parse(text);
                if (!date.isBefore(FIRST) && !date.isAfter(last)) {
                    return date;
                }
                problems.add(name + " must be a date from " + FIRST + " to " + last);
                return today;
            }
        } catch (DateTimeException e) {
            // Noted below, as is its absence.
        }
        problems.add(name + " must be a date such as 2026-09-01");
        return today;
    }

    static void checkSpan(LocalDate from, LocalDate to, LocalDate today, List<String> problems) {
        if (!problems.isEmpty()) {
            return;
        }
        if (to.isBefore(from)) {
            problems.add("to must not be before from");
        } else if (ChronoUnit.DAYS.between(from, to) >= MOST_ORDERED) {
            problems.add("from and to must span at most " + MOST_ORDERED + " days");
        }
        if (!to.isBefore(today)) {
            problems.add("to must be before today, " + today + " (UTC): only whole days are archived");
        }
    }
}
