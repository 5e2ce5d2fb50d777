package io.callarchive.plan;

import io.callarchive.dayfile.DayFile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** What the planner knows of a log: its archived days. Immutable. */
public final class LogInventory {
    /** Of a log of which nothing is archived. */
    public static final LogInventory NOTHING = new LogInventory(Map.of());

    /** Of a log that was never archived. */
    private static final int UNKNOWN_PAGES = 5;

    private final Map<LocalDate, DayFile> files;
    private final Optional<Long> newestRows;
    private final double usualPages;
    private final Optional<Seen> seen;

    /** Rows of that day were handed out on that date. */
    public record Seen(LocalDate day, LocalDate on) {
        long age() {
            return ChronoUnit.DAYS.between(day, on);
        }
    }

    public LogInventory(Map<LocalDate, DayFile> files) {
        this.files = Map.copyOf(files);
        this.newestRows = files.entrySet().stream()
                .max(Map.Entry.comparingByKey(Comparator.<LocalDate>naturalOrder()))
                .map(newest -> newest.getValue().rows());
        this.usualPages =
                files.values().stream().mapToLong(DayFile::pages).average().orElse(UNKNOWN_PAGES);
        this.seen = files.entrySet().stream()
                .flatMap(day -> day.getValue().readings().stream()
                        .filter(reading -> reading.rows() > 0)
                        .map(reading -> new Seen(
                                day.getKey(), LocalDate.ofInstant(reading.run().dueAt(), ZoneOffset.UTC))))
                .max(Comparator.comparingLong(Seen::age));
    }

    /** The day that was the oldest, when Graph handed out rows of it; empty if there is none. */
    public Optional<Seen> seen() {
        return seen;
    }

    /** The greatest age, in days, at which Graph has handed out rows of the log; 0 if none are known. */
    long seenAtAge() {
        return seen.map(Seen::age).orElse(0L);
    }

    public Optional<DayFile> file(LocalDate day) {
        return Optional.ofNullable(files.get(day));
    }

    /** When the day's file was read back. */
    Optional<Instant> checkedAt(LocalDate day) {
        return file(day).flatMap(DayFile::check).map(DayFile.Check::at);
    }

    /** The days whose files are such ones. */
    Stream<LocalDate> dates(BiPredicate<LocalDate, DayFile> wanted) {
        return files.entrySet().stream()
                .filter(day -> wanted.test(day.getKey(), day.getValue()))
                .map(Map.Entry::getKey);
    }

    /** The files that were never read back. */
    Map<LocalDate, DayFile> unchecked() {
        Map<LocalDate, DayFile> unchecked = new TreeMap<>(files);
        unchecked.values().removeIf(file -> file.check().isPresent());
        return unchecked;
    }

    /**
     * The files whose turn it is to be read back again: so many each night that all are within that many nights, those
     * first that were read back the longest ago. Of days that are not final yet a reading may still come.
     */
    Map<LocalDate, DayFile> inTurn(int nights) {
        List<Map.Entry<LocalDate, DayFile>> checked = files.entrySet().stream()
                .filter(day ->
                        day.getValue().check().isPresent() && day.getValue().state() != DayFile.State.PROVISIONAL)
                .sorted(Comparator.comparing((Map.Entry<LocalDate, DayFile> day) ->
                                checkedAt(day.getKey()).orElse(Instant.EPOCH))
                        .thenComparing(Map.Entry::getKey))
                .toList();
        int share = nights == 0 ? 0 : (checked.size() + nights - 1) / nights;
        Map<LocalDate, DayFile> turn = new TreeMap<>();
        checked.stream().limit(share).forEach(day -> turn.put(day.getKey(), day.getValue()));
        return turn;
    }

    /** Rows to expect on a day: what it had, or what the newest archived day had; empty if none is known. */
    Optional<Long> expectedRows(LocalDate day) {
        return file(day).map(DayFile::rows).or(() -> newestRows);
    }

    /** Requests to expect for a day: as many as it took, or as an archived day took on the average. */
    double expectedPages(LocalDate day) {
        return file(day).map(file -> (double) file.pages()).orElse(usualPages);
    }
}
