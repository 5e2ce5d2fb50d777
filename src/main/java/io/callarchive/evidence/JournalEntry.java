package io.callarchive.evidence;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Something that a person has ordered. It is written before it is done, so that nothing is done unwritten; whether it
 * came about, an entry after it says, or the files do.
 *
 * @param id of this entry; one that comes twice was written twice
 * @param action such as {@code backfill}
 * @param who the object id of who was signed in; {@code function-key} of whom a function key was all that is known,
 *     {@code account-key} of whom the key of the storage account
 * @param detail the order's name, or the reason of a hold; never anything of a person whose rows are concerned
 */
public record JournalEntry(
        String id,
        String at,
        String action,
        String from,
        String to,
        List<String> logs,
        boolean force,
        String who,
        String result,
        String detail) {
    /** What can be ordered. */
    public enum Action {
        BACKFILL,
        CANCEL,
        ERASE,
        HOLD,
        RELEASE;

        /** The name in the journal. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whatever has no days and no time is no entry: a {@link java.time.DateTimeException} says so. */
    public JournalEntry {
        logs = List.copyOf(logs);
        Instant.parse(at);
        LocalDate.parse(from);
        LocalDate.parse(to);
    }

    /** The days that it is about. */
    public record Span(LocalDate from, LocalDate to, Collection<CallLog> logs) {
        public Span {
            logs = List.copyOf(logs);
        }
    }

    /** Of now. */
    public static JournalEntry of(
            String id, Instant at, Action action, Span span, boolean force, String who, String result, String detail) {
        return new JournalEntry(
                id,
                at.toString(),
                action.label(),
                span.from().toString(),
                span.to().toString(),
                span.logs().stream().map(CallLog::label).sorted().toList(),
                force,
                who,
                result,
                detail);
    }

    /** One line of JSON, with its end. */
    public String line() {
        return Json.write(this) + "\n";
    }

    /** The days that it is about. */
    public List<ArchiveDay> days() {
        return logs.stream()
                .flatMap(label -> CallLog.ofLabel(label).stream())
                .flatMap(log -> LocalDate.parse(from)
                        .datesUntil(LocalDate.parse(to).plusDays(1))
                        .map(date -> new ArchiveDay(log, date)))
                .toList();
    }

    /** Whether it is about any of these days of any of these logs. */
    boolean touches(List<String> otherLogs, LocalDate first, LocalDate last) {
        return logs.stream().anyMatch(otherLogs::contains)
                && !LocalDate.parse(from).isAfter(last)
                && !LocalDate.parse(to).isBefore(first);
    }

    /** Whether it is about that day. */
    boolean isAbout(String log, LocalDate date) {
        return logs.contains(log) && !date.isBefore(LocalDate.parse(from)) && !date.isAfter(LocalDate.parse(to));
    }
}
