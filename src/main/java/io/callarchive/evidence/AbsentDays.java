package io.callarchive.evidence;

import io.callarchive.status.ArchiveStatus.DayStatus;
import io.callarchive.status.ArchiveStatus.LogStatus;
import io.callarchive.status.DayState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Days without a file, one after the other, and why.
 *
 * @param state as the status page has it, such as {@code gone}
 */
public record AbsentDays(String log, String from, String to, String state) {
    /** Without two days it is none: a {@link java.time.DateTimeException} says so. */
    public AbsentDays {
        LocalDate.parse(from);
        LocalDate.parse(to);
    }

    /** Those of a log, the oldest first, as few spans as can be. */
    static List<AbsentDays> of(LogStatus log) {
        List<AbsentDays> spans = new ArrayList<>();
        for (DayStatus day : log.days()) {
            if (day.file().isEmpty() && day.state() != DayState.NOT_YET) {
                add(spans, day);
            }
        }
        return List.copyOf(spans);
    }

    private static void add(List<AbsentDays> spans, DayStatus day) {
        String state = day.state().label();
        String date = day.day().date().toString();
        AbsentDays last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last != null
                && last.state().equals(state)
                && LocalDate.parse(last.to()).plusDays(1).equals(day.day().date())) {
            spans.set(spans.size() - 1, new AbsentDays(last.log(), last.from(), date, state));
        } else {
            spans.add(new AbsentDays(day.day().log().label(), date, date, state));
        }
    }

    boolean covers(String otherLog, LocalDate date) {
        return log.equals(otherLog) && !date.isBefore(LocalDate.parse(from)) && !date.isAfter(LocalDate.parse(to));
    }
}
