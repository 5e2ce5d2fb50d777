package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.ParallelReads;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.dayfile.PublishedDays.Holdings;
import io.callarchive.pages.Staging;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds out what the planner has to know, with one listing a log and one look at each day that may be under way. */
public final class Inventory {
    /** A run of which nothing was heard for so long is given up by whoever plans. */
    static final Duration ABANDONED_AFTER = Duration.ofHours(1);

    private final PublishedDays days;
    private final Staging staging;
    private final Clock clock;
    private final ParallelReads reads;

    public Inventory(PublishedDays days, Staging staging, Clock clock, ParallelReads reads) {
        this.days = days;
        this.staging = staging;
        this.clock = clock;
        this.reads = reads;
    }

    /** What is known of the logs between two dates, both included. */
    public Map<CallLog, LogInventory> look(Collection<CallLog> logs, LocalDate from, LocalDate to) {
        Map<CallLog, LogInventory> known = new EnumMap<>(CallLog.class);
        for (CallLog log : logs) {
            Holdings holdings = days.between(log, from, to);
            known.put(log, new LogInventory(holdings.files(), underWay(log, holdings)));
        }
        return known;
    }

    private Set<LocalDate> underWay(CallLog log, Holdings holdings) {
        Set<LocalDate> unfinished = new TreeSet<>(holdings.begun());
        holdings.files().forEach((date, file) -> {
            if (file.state() == DayFile.State.PROVISIONAL) {
                unfinished.add(date);
            }
        });
        Map<LocalDate, Boolean> underWay = reads.at(
                unfinished,
                date -> isUnderWay(new ArchiveDay(log, date), holdings.files().get(date)));
        unfinished.removeIf(date -> !Boolean.TRUE.equals(underWay.get(date)));
        return unfinished;
    }

    private boolean isUnderWay(ArchiveDay day, @Nullable DayFile file) {
        Instant abandoned = clock.instant().minus(ABANDONED_AFTER);
        return staging.progress(day)
                .filter(progress -> progress.at().isAfter(abandoned))
                // A run that found the file as good as its own leaves its pages behind.
                .filter(progress -> file == null || progress.run().newerThan(file.lastRun()))
                .isPresent();
    }
}
