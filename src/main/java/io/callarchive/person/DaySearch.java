package io.callarchive.person;

import io.callarchive.ArchiveDay;
import io.callarchive.dayfile.Contention;
import io.callarchive.dayfile.FileLines;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.dayfile.PublishedDays.ChangedMeanwhile;
import io.callarchive.dayfile.PublishedDays.Published;
import io.callarchive.dayfile.UnsoundFile;
import io.callarchive.person.SortedRows.Counts;
import java.io.IOException;
import java.util.Optional;

/** Looks for a person's rows in published files. Changes nothing. */
public final class DaySearch {
    private static final FileLines.Taker NOBODY = (text, offset, length) -> {};

    private final PublishedDays days;
    private final Person person;

    public DaySearch(PublishedDays days, Person person) {
        this.days = days;
        this.person = person;
    }

    /** Takes the lines that are found; if the file changes while it is read, they are found once more. */
    interface Finds extends FileLines.Taker {
        /** Forgets what was taken: the search of the day begins again. */
        void forget() throws IOException;
    }

    /** How many there are; no rows at all if the day has no file. */
    Counts count(ArchiveDay day) throws IOException, UnsoundFile {
        return find(day, new Finds() {
            @Override
            public void forget() {}

            @Override
            public void take(byte[] text, int offset, int length) {}
        });
    }

    Counts find(ArchiveDay day, Finds finds) throws IOException, UnsoundFile {
        return Contention.overcome("the file of " + day, () -> tryToFind(day, finds));
    }

    private Optional<Counts> tryToFind(ArchiveDay day, Finds finds) throws IOException, UnsoundFile {
        Optional<Published> published = days.find(day);
        if (published.isEmpty()) {
            return Optional.of(new Counts(0, 0, 0));
        }
        try {
            return Optional.of(SortedRows.read(published.get(), person, finds, NOBODY));
        } catch (ChangedMeanwhile e) {
            finds.forget();
            return Optional.empty();
        }
    }
}
