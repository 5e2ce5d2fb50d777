package io.callarchive.evidence;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.FileHashes;
import io.callarchive.dayfile.PublishedDays.ListedFile;
import io.callarchive.evidence.JournalEntry.Action;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a digest says of a file: of no person anything.
 *
 * @param bytes of the file as it is stored
 * @param sha256 of these bytes; null until a check has read them
 * @param contentSha256 of the lines, uncompressed; null until then, too
 * @param rawSizeBytes of the lines
 * @param distinct rows of which none is the same as another; null until a check has read them
 * @param state of the day's file, such as {@code settled}
 * @param run that wrote the rows
 * @param reason for which it read the day
 * @param order the name of the backfill's order, as the journal has it; null if the run was none of a backfill
 * @param readings how many runs are known to have read the day
 * @param firstRun the first of them
 * @param firstRows how many rows that found
 * @param lastRun the newest of them
 * @param added rows that it found and the file did not have
 * @param vanished rows of the file that it did not find, which stay
 * @param etag of the blob
 * @param changedAt when the blob or its record was changed last, by the storage's clock
 * @param damage in which way the file was not what its metadata says; null if it was
 */
public record FileEntry(
        String log,
        String date,
        long bytes,
        @Nullable String sha256,
        @Nullable String contentSha256,
        long rawSizeBytes,
        String crc32,
        long rows,
        @Nullable Long distinct,
        String state,
        String run,
        String reason,
        @Nullable String order,
        int readings,
        String firstRun,
        long firstRows,
        String lastRun,
        long added,
        long vanished,
        String etag,
        String archivedAt,
        String changedAt,
        @Nullable String checkedAt,
        @Nullable String damage) {
    static FileEntry of(CallLog log, LocalDate date, ListedFile listed, List<JournalEntry> journal) {
        DayFile file = listed.file();
        return new FileEntry(
                log.label(),
                date.toString(),
                listed.bytes(),
                file.check()
                        .flatMap(DayFile.Check::hashes)
                        .map(FileHashes::file)
                        .orElse(null),
                file.check()
                        .flatMap(DayFile.Check::hashes)
                        .map(FileHashes::content)
                        .orElse(null),
                file.content().rawSizeBytes(),
                file.content().crc32(),
                file.rows(),
                file.check().map(check -> file.rows() - check.duplicates()).orElse(null),
                file.state().label(),
                file.run().hex(),
                file.reason().label(),
                file.reason() == Reason.BACKFILL ? order(log, date, file, journal) : null,
                file.readings().size(),
                file.readings().get(0).run().hex(),
                file.readings().get(0).rows(),
                file.lastRun().hex(),
                file.lastReading().added(),
                file.lastReading().vanished(),
                listed.etag(),
                file.archivedAt().toString(),
                listed.changedAt().toString(),
                file.check().map(DayFile.Check::at).map(Instant::toString).orElse(null),
                file.check().flatMap(DayFile.Check::damage).orElse(null));
    }

    /** The newest order of the day that was placed before the run began: the one that the run fulfils. */
    private static @Nullable String order(CallLog log, LocalDate date, DayFile file, List<JournalEntry> journal) {
        return journal.stream()
                .filter(entry -> entry.action().equals(Action.BACKFILL.label())
                        && entry.isAbout(log.label(), date)
                        && !Instant.parse(entry.at()).isAfter(file.run().dueAt()))
                .reduce((earlier, later) -> later)
                .map(JournalEntry::detail)
                .orElse(null);
    }

    /**
     * The day that it is about.
     *
     * @throws IllegalArgumentException if it is about none
     * @throws java.time.DateTimeException if its date is none
     */
    ArchiveDay day() {
        return new ArchiveDay(
                CallLog.ofLabel(log).orElseThrow(() -> new IllegalArgumentException("no log of ours")),
                LocalDate.parse(date));
    }

    boolean isErased() {
        return state.equals(DayFile.State.ERASED.label());
    }
}
