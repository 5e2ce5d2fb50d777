package io.callarchive.person;

import io.callarchive.dayfile.FileLines;
import io.callarchive.dayfile.PublishedDays.Published;
import io.callarchive.dayfile.UnsoundFile;
import io.callarchive.graph.RowStrings;
import java.io.IOException;

/** One reading of a day's file, in which the person's rows are told from the others. Keeps no more than one row. */
final class SortedRows {
    private final Person person;
    private long rows;
    private long matching;
    private long masked;
    private boolean named;
    private boolean hidden;

    /**
     * How many rows there are.
     *
     * @param matching that name the person
     * @param masked that do not, but hold a number with digits kept back, which may be the person's
     */
    record Counts(long rows, long matching, long masked) {}

    private SortedRows(Person person) {
        this.person = person;
    }

    /**
     * Reads the file from its first line to its last.
     *
     * @param theirs takes the lines of the person
     * @param others takes all others
     * @throws UnsoundFile if the file is not what its metadata says, or a line is no row: then none can be told
     * @throws IOException if the file cannot be read, or was changed meanwhile
     */
    static Counts read(Published published, Person person, FileLines.Taker theirs, FileLines.Taker others)
            throws IOException, UnsoundFile {
        SortedRows sorted = new SortedRows(person);
        FileLines.read(published, (text, offset, length) -> {
            FileLines.Taker taker = sorted.isTheirs(text, offset, length) ? theirs : others;
            taker.take(text, offset, length);
        });
        return new Counts(sorted.rows, sorted.matching, sorted.masked);
    }

    private boolean isTheirs(byte[] text, int offset, int length) throws UnsoundFile {
        named = false;
        hidden = false;
        if (!RowStrings.read(text, offset, length, this::look)) {
            throw new UnsoundFile("a line of the file is not a JSON object");
        }
        rows++;
        matching += named ? 1 : 0;
        masked += hidden && !named ? 1 : 0;
        return named;
    }

    private void look(String value) {
        named |= person.isNamedBy(value);
        hidden |= person.mayHideIn(value);
    }
}
