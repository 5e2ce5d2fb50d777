package io.callarchive.plan;

import io.callarchive.dayfile.DayFile;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the planner knows of a log.
 *
 * @param files the archived days
 * @param underWay the days that a run is reading now
 */
public record LogInventory(Map<LocalDate, DayFile> files, Set<LocalDate> underWay) {
    /** Of a log that was never archived. */
    private static final int UNKNOWN_PAGES = 5;

    public LogInventory {
        files = Map.copyOf(files);
        underWay = Set.copyOf(underWay);
    }

    public Optional<DayFile> file(LocalDate day) {
        return Optional.ofNullable(files.get(day));
    }

    /** The files that were never read back. */
    Map<LocalDate, DayFile> unchecked() {
        Map<LocalDate, DayFile> unchecked = new TreeMap<>(files);
        unchecked.values().removeIf(file -> file.check().isPresent());
        return unchecked;
    }

    /** Rows to expect on a day: what it had, or what the newest archived day had; empty if none is known. */
    Optional<Long> expectedRows(LocalDate day) {
        return file(day)
                .or(() -> files.entrySet().stream()
                        .max(Map.Entry.comparingByKey(Comparator.<LocalDate>naturalOrder()))
                        .map(Map.Entry::getValue))
                .map(DayFile::rows);
    }

    /** Requests to expect for a day: as many as it took, or as an archived day took on the average. */
    double expectedPages(LocalDate day) {
        return file(day)
                .map(file -> (double) file.pages())
                .orElseGet(() -> files.values().stream()
                        .mapToLong(DayFile::pages)
                        .average()
                        .orElse(UNKNOWN_PAGES));
    }
}
