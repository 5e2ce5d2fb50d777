package io.callarchive.person;

import io.callarchive.ArchiveDay;
import io.callarchive.Reason;
import io.callarchive.RunId;
import io.callarchive.dayfile.Contention;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.dayfile.PublishedDays.ChangedMeanwhile;
import io.callarchive.dayfile.PublishedDays.Published;
import io.callarchive.dayfile.PublishedDays.Replacement;
import io.callarchive.dayfile.Rows;
import io.callarchive.dayfile.UnsoundFile;
import io.callarchive.person.SortedRows.Counts;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Writes a day's file again without a person's rows: the rows that stay are stored out of sight, and one commit, on the
 * condition that the file is still the one they were read from, puts them in its place. What other runs have read of the
 * day, which may hold the person's rows too, is discarded then; no run that was ordered before can bring them back.
 *
 * <p>Whatever was written meanwhile by another run is never replaced unread: the erasure starts again from it. A day is
 * done once its file was read and holds none of the rows, so a second reading follows each rewriting.
 *
 * <p>When the process dies before the commit, nothing has changed, and what it staged stays out of sight until another
 * run's commit, or a week, discards it; after the commit the day is done. Running it again does what is left.
 */
public final class DayErasure {
    private final PublishedDays days;
    private final Rows rows;
    private final Person person;
    private final Clock clock;
    private final RandomGenerator random;
    private final String version;
    private final DaySearch search;

    public DayErasure(
            PublishedDays days, Rows rows, Person person, Clock clock, RandomGenerator random, String version) {
        this.days = days;
        this.rows = rows;
        this.person = person;
        this.clock = clock;
        this.random = random;
        this.version = version;
        this.search = new DaySearch(days, person);
    }

    /**
     * What was done to a day.
     *
     * @param run that wrote the file without them; empty if nothing was left to erase
     * @param rowsBefore of the file that was replaced
     * @param rowsAfter of the file in its place
     */
    public record Erased(Optional<RunId> run, long rowsBefore, long rowsAfter) {}

    /**
     * Returns once the day's file holds none of the person's rows.
     *
     * @throws UnsoundFile if the file is not what its metadata says; it is left alone
     * @throws IOException if it cannot be read
     * @throws Contention.TooMuch if others kept changing it
     */
    public Erased erase(ArchiveDay day) throws IOException, UnsoundFile {
        List<Erased> rewritings = new ArrayList<>();
        Counts left = Contention.overcome("the file of " + day, () -> {
            rewrite(day).ifPresent(rewritings::add);
            return Optional.of(search.count(day)).filter(now -> now.matching() == 0);
        });
        return rewritings.isEmpty()
                ? new Erased(Optional.empty(), left.rows(), left.rows())
                : rewritings.get(rewritings.size() - 1);
    }

    /** Empty if there was nothing to erase, or somebody else changed the file meanwhile. */
    private Optional<Erased> rewrite(ArchiveDay day) throws IOException, UnsoundFile {
        Optional<Published> published = days.find(day);
        if (published.isEmpty()) {
            return Optional.empty();
        }
        DayFile before = published.get().file();
        RunId run = over(before.run());
        try (Replacement remainder = published.get().replaceBy(run)) {
            Counts counts = SortedRows.read(
                    published.get(),
                    person,
                    (text, offset, length) -> {},
                    (text, offset, length) -> remainder.add(
                            text,
                            offset,
                            length,
                            rows.read(day.log(), text, offset, length).flatMap(Rows.Row::time)));
            if (counts.matching() == 0 || !remainder.publish(without(before, run, remainder.end()))) {
                return Optional.empty();
            }
            days.discardReadings(day);
            return Optional.of(new Erased(Optional.of(run), counts.rows(), counts.rows() - counts.matching()));
        } catch (ChangedMeanwhile e) {
            // Begun again from the file as it is now.
            return Optional.empty();
        }
    }

    /** The file without the rows: what was noted of those that are left holds on. */
    private DayFile without(DayFile before, RunId run, DayFile.Content left) {
        DayFile.Content content = new DayFile.Content(
                left.rows(),
                left.pages(),
                left.rawSizeBytes(),
                left.crc32(),
                left.digest(),
                left.firstRowTime(),
                left.lastRowTime(),
                before.notes());
        return new DayFile(
                run,
                Reason.ERASURE,
                content,
                clock.instant(),
                DayFile.State.ERASED,
                DayFile.after(before.readings(), new DayFile.Reading(run, left.rows())),
                version,
                Optional.empty());
    }

    /** A run newer than the file's, even if this machine's clock is behind: no run that came before it may undo it. */
    private RunId over(RunId base) {
        Instant now = clock.instant();
        Instant afterBase = base.dueAt().plus(Duration.ofMillis(1));
        return RunId.startingAt(now.isAfter(afterBase) ? now : afterBase, random);
    }
}
