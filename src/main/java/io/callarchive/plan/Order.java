package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Days that a person wants to be read.
 *
 * @param at when it was placed: a reading that was begun since then fulfils it
 * @param force also settled days, and days that Microsoft has begun to delete; a smaller answer replaces the file
 */
public record Order(Instant at, LocalDate from, LocalDate to, Set<CallLog> logs, boolean force) {
    private static final Pattern ID = Pattern.compile("[a-z0-9.-]{22,120}");

    public Order {
        if (to.isBefore(from) || logs.isEmpty()) {
            throw new IllegalArgumentException("an order is for at least one day of one log");
        }
        logs = EnumSet.copyOf(logs);
    }

    /**
     * Its name, such as {@code 2026-09-01.2026-09-30.sms.pstn.force}. An order for the same days has the same, so a
     * button that is pressed twice makes one order.
     */
    public String id() {
        return from + "." + to + "." + logs.stream().map(CallLog::label).collect(Collectors.joining("."))
                + (force ? ".force" : "");
    }

    /** Whether that may be the name of an order; it is then fit for a blob's name. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** How many days of logs it names. */
    public long days() {
        return logs.size() * (to.toEpochDay() - from.toEpochDay() + 1);
    }

    /** Whether it is for that day. */
    public boolean covers(ArchiveDay day) {
        return logs.contains(day.log())
                && !day.date().isBefore(from)
                && !day.date().isAfter(to);
    }
}
