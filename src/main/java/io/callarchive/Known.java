package io.callarchive;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the planner knows of a log.
 *
 * @param files the archived days
 * @param underWay the days that a run is reading now
 */
public record Known(Map<LocalDate, DayFile> files, Set<LocalDate> underWay) {
    private static final int ROWS_PER_PAGE = 1000;
    /** Of a log that was never archived: not so few that thirty busy days start at once. */
    private static final int UNKNOWN_PAGES = 5;

    public Known {
        files = Map.copyOf(files);
        underWay = Set.copyOf(underWay);
    }

    Optional<DayFile> file(LocalDate day) {
        return Optional.ofNullable(files.get(day));
    }

    /** Rows to expect on a day: what it had, or what the newest archived day had; empty if none is known. */
    Optional<Long> expectedRows(LocalDate day) {
        return file(day)
                .or(() -> files.entrySet().stream()
                        .max(Map.Entry.comparingByKey(Comparator.<LocalDate>naturalOrder()))
                        .map(Map.Entry::getValue))
                .map(DayFile::rows);
    }

    /** Requests to expect for a day. */
    long expectedPages(LocalDate day) {
        return expectedRows(day).map(rows -> rows / ROWS_PER_PAGE + 1).orElse((long) UNKNOWN_PAGES);
    }
}
