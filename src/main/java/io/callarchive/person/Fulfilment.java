package io.callarchive.person;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.dayfile.UnsoundFile;
import io.callarchive.evidence.Holds;
import io.callarchive.evidence.JournalEntry;
import io.callarchive.lake.ContainerName;
import io.callarchive.pages.KeptAside;
import io.callarchive.person.DayErasure.Erased;
import io.callarchive.person.SortedRows.Counts;
import io.callarchive.plan.Orders;
import io.callarchive.plan.Schedules;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Does what a request asks, day by day, and tells it in days and counts. A day that cannot be done does not keep the
 * others from being done; all of it may be repeated.
 */
final class Fulfilment {
    private final PublishedDays days;
    private final DaySearch search;
    private final DayErasure erasure;
    private final ErasureRecord record;
    private final ErasureJournal journal;
    private final KeptAside keptAside;
    private final Orders orders;
    private final Schedules schedules;
    private final PrintStream out;
    private boolean complete = true;

    Fulfilment(
            PublishedDays days,
            DaySearch search,
            DayErasure erasure,
            ErasureRecord record,
            ErasureJournal journal,
            KeptAside keptAside,
            Orders orders,
            Schedules schedules,
            PrintStream out) {
        this.keptAside = keptAside;
        this.orders = orders;
        this.schedules = schedules;
        this.days = days;
        this.search = search;
        this.erasure = erasure;
        this.record = record;
        this.journal = journal;
        this.out = out;
    }

    /** What is done to one day. */
    @FunctionalInterface
    private interface DayWork {
        Counts count(ArchiveDay day) throws IOException, UnsoundFile;
    }

    /** Returns whether everything that was asked for could be done. */
    boolean fulfil(PersonRequest request) throws IOException {
        switch (request.verb()) {
            case FIND -> searchDays(request, search::count);
            case EXPORT -> export(request, request.out().orElseThrow());
            case ERASE -> erase(request);
        }
        return complete;
    }

    private void export(PersonRequest request, Path path) throws IOException {
        try (ExportFile file = ExportFile.create(path)) {
            long rows = matching(searchDays(request, day -> {
                file.forget();
                Counts counts = search.find(day, file);
                file.keep();
                return counts;
            }));
            out.println(counted(rows, "row") + " exported.");
        } catch (FileAlreadyExistsException e) {
            out.println("The file that --out names is there already; it was left alone.");
            complete = false;
        } catch (RuntimeException e) {
            // The next try may use the same name.
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private void erase(PersonRequest request) {
        Map<ArchiveDay, Counts> found = searchDays(request, search::count);
        found.values().removeIf(counts -> counts.matching() == 0);
        Holds holds = journal.holds();
        found.keySet().removeIf(day -> isHeld(day, holds));
        if (found.isEmpty()) {
            out.println("Nothing to erase.");
            return;
        }
        if (!request.confirmed()) {
            out.println("With --yes, " + counted(matching(found), "row") + " will be erased from "
                    + counted(found.size(), "file") + ".");
            return;
        }
        Map<ArchiveDay, Long> rowsBefore = new LinkedHashMap<>();
        found.forEach((day, counts) -> rowsBefore.put(day, counts.rows()));
        OpenWork openWork = OpenWork.of(found.keySet(), orders, schedules);
        openWork.warnings().forEach(out::println);
        record.begin(rowsBefore, openWork);
        journal.write(found.keySet(), "accepted", record.name());
        found.keySet().forEach(this::eraseDay);
        record.end();
        journal.write(found.keySet(), complete ? "done" : "incomplete", record.name());
        out.println("The record of it: " + record.name());
        out.println("""
                Where the account keeps earlier versions or deleted blobs, the rows are still in those until their \
                time is over. infra/docs/person.md says how to delete them at once.""");
    }

    private boolean isHeld(ArchiveDay day, Holds holds) {
        Optional<JournalEntry> hold = holds.of(day);
        hold.ifPresent(standing -> {
            complete = false;
            out.println("HELD    " + day + "  by the legal hold " + standing.id() + ": nothing is erased from it");
        });
        return hold.isPresent();
    }

    private void eraseDay(ArchiveDay day) {
        try {
            Erased erased = erasure.erase(day);
            record.done(day, erased);
            out.println("erased  " + day + "  rows " + erased.rowsBefore() + " -> " + erased.rowsAfter());
        } catch (IOException | RuntimeException e) {
            fail(day, e);
        }
    }

    /** The days that have a file and could be searched, in the order of logs and dates. */
    private Map<ArchiveDay, Counts> searchDays(PersonRequest request, DayWork work) {
        Map<ArchiveDay, Counts> found = new LinkedHashMap<>();
        out.println(row("log", "date", "rows", "matching", "masked"));
        for (CallLog log : request.logs()) {
            for (LocalDate date : new TreeMap<>(days.between(log, request.from(), request.to())).keySet()) {
                ArchiveDay day = new ArchiveDay(log, date);
                try {
                    Counts counts = work.count(day);
                    found.put(day, counts);
                    out.println(row(log.label(), date, counts.rows(), counts.matching(), counts.masked()));
                } catch (IOException | RuntimeException e) {
                    fail(day, e);
                }
            }
            Set<LocalDate> begun = days.begun(log, request.from(), request.to());
            if (!begun.isEmpty()) {
                out.println("days of " + log + " without a file that could be searched: " + begun.size()
                        + "; if a run is reading them, come back when it is done");
            }
        }
        long masked = found.values().stream().mapToLong(Counts::masked).sum();
        long matching = matching(found);
        out.println(counted(matching, "row") + (matching == 1 ? " matches." : " match."));
        if (masked > 0) {
            out.println(counted(masked, "more row") + (masked == 1 ? " holds" : " hold")
                    + " a number of which Microsoft keeps digits back (***):"
                    + " whether it is the one that is looked for cannot be told.");
        }
        tellWhatIsKeptAside(request);
        return found;
    }

    /** Nobody can tell whose the rows in there are: the days are not done while they are there. */
    private void tellWhatIsKeptAside(PersonRequest request) {
        for (CallLog log : request.logs()) {
            List<String> names = keptAside.between(log, request.from(), request.to());
            if (!names.isEmpty()) {
                complete = false;
                out.println("NOT SEARCHED: answers of " + log + " with rows that are no JSON, kept aside in "
                        + ContainerName.ofFailures(request.container()) + "; look into them, and delete them by hand:");
                names.forEach(name -> out.println("  " + name));
            }
        }
    }

    private void fail(ArchiveDay day, Exception e) {
        complete = false;
        out.println("FAILED  " + day + "  " + Cause.inWords(e));
    }

    private static long matching(Map<ArchiveDay, Counts> found) {
        return found.values().stream().mapToLong(Counts::matching).sum();
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String row(Object log, Object date, Object rows, Object matching, Object masked) {
        return String.format(Locale.ROOT, "%-15s %-10s %10s %10s %10s", log, date, rows, matching, masked);
    }
}
