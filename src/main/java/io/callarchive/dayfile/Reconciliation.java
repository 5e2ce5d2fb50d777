package io.callarchive.dayfile;

import io.callarchive.ArchiveDay;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.DayFile.Content;
import io.callarchive.dayfile.DayFile.Reading;
import io.callarchive.dayfile.PublishedDays.ChangedMeanwhile;
import io.callarchive.dayfile.PublishedDays.Published;
import io.callarchive.dayfile.PublishedDays.ReadableRows;
import io.callarchive.dayfile.PublishedDays.Replacement;
import io.callarchive.dayfile.ReplacementRule.Difference;
import io.callarchive.dayfile.ReplacementRule.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes one file of a day's file and another reading of the day, so that no row is lost: both are read row by row, and
 * what comes of them is written like any file, in one step and on the condition that the file is still the one that was
 * read. Until then nothing has changed, so it may be begun again at any time.
 */
public final class Reconciliation {
    /** How many rows of each are told apart in one pass; 32 MB of hashes each. */
    private static final int HASHES_PER_PASS = 1 << 22;

    private final Clock clock;
    private final int hashesPerPass;

    public Reconciliation(Clock clock) {
        this(clock, HASHES_PER_PASS);
    }

    Reconciliation(Clock clock, int hashesPerPass) {
        this.clock = clock;
        this.hashesPerPass = hashesPerPass;
    }

    /**
     * One try; empty if the file, or what is known about it, has changed meanwhile.
     *
     * @param reading what that run has read, with its own metadata
     * @throws IOException if the storage cannot be read
     */
    public Optional<CommitOutcome> reconcile(ArchiveDay day, Run run, Published file, ReadableRows reading)
            throws IOException {
        RowComparison comparison = new RowComparison(file, reading, hashesPerPass);
        try {
            return reconcile(day, run, file, reading, comparison);
        } catch (ChangedMeanwhile e) {
            return Optional.empty();
        }
    }

    private Optional<CommitOutcome> reconcile(
            ArchiveDay day, Run run, Published file, ReadableRows reading, RowComparison comparison)
            throws IOException {
        Content before = file.file().content();
        Content found = reading.file().content();
        try {
            Difference difference = comparison.difference();
            Outcome outcome = ReplacementRule.decide(day.log(), before, found, difference);
            return outcome == Outcome.KEEP
                    ? keep(run, file, found, difference)
                    : write(run, file, reading, difference, outcome, comparison);
        } catch (UnsoundFile e) {
            // What cannot be read cannot be compared. It stays, and is shown as damaged, unless there is all of it
            // anew.
            Difference unknown = new Difference(0, found.rows(), 0);
            return found.rows() < before.rows()
                    ? keep(run, file, found, unknown)
                    : write(run, file, reading, unknown, Outcome.REPLACE, comparison);
        }
    }

    private Optional<CommitOutcome> keep(Run run, Published file, Content found, Difference difference) {
        Optional<RunId> newer = ReplacementRule.confirmedBy(file.file(), run, clock.instant());
        if (newer.isPresent()) {
            return newer.map(CommitOutcome.Superseded::new);
        }
        DayFile kept = file.file().confirmedBy(run, reading(run, found, difference, Optional.of(found.digest())));
        return file.remember(kept) ? Optional.of(CommitOutcome.confirmed(kept)) : Optional.empty();
    }

    private Optional<CommitOutcome> write(
            Run run,
            Published file,
            ReadableRows reading,
            Difference difference,
            Outcome outcome,
            RowComparison comparison)
            throws IOException {
        Content found = reading.file().content();
        DayFile before = file.file();
        List<Content> parts = outcome == Outcome.UNITE ? List.of(before.content(), found) : List.of(found);
        try (Replacement rows = file.replaceBy(run.id())) {
            FileLines.Taker add = (text, offset, length) -> rows.add(text, offset, length, Optional.empty());
            try {
                FileLines.read(reading, add);
                if (outcome == Outcome.UNITE) {
                    comparison.onlyInFile(add);
                }
            } catch (UnsoundFile e) {
                throw new IOException("what was read a moment ago cannot be read again", e);
            }
            Content written = rows.end();
            DayFile after = new DayFile(
                    run.id(),
                    run.reason(),
                    new Content(
                            written.rows(),
                            found.pages(),
                            written.rawSizeBytes(),
                            written.crc32(),
                            found.digest(),
                            times(parts, Content::firstRowTime).min(Comparator.naturalOrder()),
                            times(parts, Content::lastRowTime).max(Comparator.naturalOrder()),
                            notes(before.notes(), found.notes(), outcome)),
                    clock.instant(),
                    ReplacementRule.stateAfter(run),
                    DayFile.after(before.readings(), reading(run, found, difference, Optional.empty())),
                    reading.file().appVersion(),
                    Optional.empty());
            return rows.publish(after) ? Optional.of(new CommitOutcome.Archived(after)) : Optional.empty();
        }
    }

    private static Reading reading(Run run, Content found, Difference difference, Optional<String> digest) {
        return new Reading(run.id(), found.rows(), difference.added(), difference.vanished(), digest);
    }

    private static Stream<Instant> times(List<Content> parts, Function<Content, Optional<Instant>> time) {
        return parts.stream().map(time).flatMap(Optional::stream);
    }

    /** A day that was read in time stays so, whenever it is read again; what is noted of rows holds where they are. */
    private static Set<PageNote> notes(Set<PageNote> before, Set<PageNote> found, Outcome outcome) {
        Set<PageNote> notes = EnumSet.noneOf(PageNote.class);
        notes.addAll(found);
        notes.remove(PageNote.READ_LATE);
        before.stream()
                .filter(note -> note == PageNote.READ_LATE || (outcome == Outcome.UNITE && note != PageNote.INCOMPLETE))
                .forEach(notes::add);
        return notes;
    }
}
