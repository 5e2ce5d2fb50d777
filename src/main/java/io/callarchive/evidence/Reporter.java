package io.callarchive.evidence;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.dayfile.PublishedDays.ListedFile;
import io.callarchive.status.ArchiveStatus;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes reports of what the archive holds now. */
public final class Reporter {
    private final PublishedDays days;
    private final ArchiveStatus status;
    private final Journal journal;
    private final Clock clock;

    public Reporter(PublishedDays days, ArchiveStatus status, Journal journal, Clock clock) {
        this.days = days;
        this.status = status;
        this.journal = journal;
        this.clock = clock;
    }

    public Report report(LocalDate from, LocalDate to, Collection<CallLog> logs) {
        Map<CallLog, Map<LocalDate, ListedFile>> files = new EnumMap<>(CallLog.class);
        logs.forEach(log -> files.put(log, days.listed(log, from, to)));
        Map<ArchiveDay, String> states = new HashMap<>();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        status.between(logs, from, to, today).logs().stream()
                .flatMap(log -> log.days().stream())
                .forEach(day -> states.put(day.day(), day.state().label()));
        List<JournalEntry> entries = journal.entries();
        Report.Source source = new Report.Source() {
            @Override
            public Optional<FileEntry> file(ArchiveDay day) {
                return Optional.ofNullable(
                                files.getOrDefault(day.log(), Map.of()).get(day.date()))
                        .map(listed -> FileEntry.of(day.log(), day.date(), listed, entries));
            }

            @Override
            public String absence(ArchiveDay day) {
                return states.getOrDefault(day, "missing");
            }
        };
        return Report.of(from, to, logs, source, entries, clock.instant());
    }
}
