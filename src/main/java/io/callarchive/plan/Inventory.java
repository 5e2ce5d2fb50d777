package io.callarchive.plan;

import io.callarchive.CallLog;
import io.callarchive.dayfile.PublishedDays;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** Finds out what is archived, with one listing a log. */
public final class Inventory {
    /** Days of all dates, as Java can count them without overflow. */
    private static final LocalDate FIRST = LocalDate.EPOCH;

    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private final PublishedDays days;

    public Inventory(PublishedDays days) {
        this.days = days;
    }

    /** What is known of the logs. */
    public Map<CallLog, LogInventory> look(Collection<CallLog> logs) {
        return look(logs, FIRST, LAST);
    }

    /** What is known of the logs between two dates, both included. */
    public Map<CallLog, LogInventory> look(Collection<CallLog> logs, LocalDate from, LocalDate to) {
        Map<CallLog, LogInventory> known = new EnumMap<>(CallLog.class);
        logs.forEach(log -> known.put(log, new LogInventory(days.between(log, from, to))));
        return known;
    }
}
