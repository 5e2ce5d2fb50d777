package io.callarchive.person;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.evidence.Holds;
import io.callarchive.evidence.Journal;
import io.callarchive.evidence.JournalEntry;
import io.callarchive.evidence.JournalEntry.Action;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/** Writes into the journal what is erased, before it is and after; and knows which days must be left alone. */
final class ErasureJournal {
    private final Journal journal;
    private final Supplier<String> who;
    private final Supplier<UUID> ids;
    private final Clock clock;

    ErasureJournal(Journal journal, Supplier<String> who, Supplier<UUID> ids, Clock clock) {
        this.journal = journal;
        this.who = who;
        this.ids = ids;
        this.clock = clock;
    }

    /** The legal holds that stand. */
    Holds holds() {
        return Holds.of(journal.entries());
    }

    /**
     * An entry for each log.
     *
     * @param result what is to be said of it: {@code accepted} before anything is done
     * @param record the name of the erasure's own record
     */
    void write(Collection<ArchiveDay> days, String result, String record) {
        Map<CallLog, TreeSet<LocalDate>> byLog = new EnumMap<>(CallLog.class);
        days.forEach(
                day -> byLog.computeIfAbsent(day.log(), log -> new TreeSet<>()).add(day.date()));
        String by = who.get();
        byLog.forEach((log, dates) -> journal.append(JournalEntry.of(
                ids.get().toString(),
                clock.instant(),
                Action.ERASE,
                new JournalEntry.Span(dates.first(), dates.last(), List.of(log)),
                false,
                by,
                result,
                record)));
    }
}
