package io.callarchive.check;

import io.callarchive.ArchiveDay;
import io.callarchive.dayfile.FileHashes;
import io.callarchive.dayfile.FileLines;
import io.callarchive.dayfile.PublishedDays.Published;
import io.callarchive.dayfile.Repetitions;
import io.callarchive.dayfile.Rows;
import io.callarchive.dayfile.UnsoundFile;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads a published file and says what is in it. Changes nothing; the memory is bounded, see {@link Repetitions}. */
public final class ReadBack {
    /** How many rows are told apart in one pass over the file. */
    public static final int HASHES_PER_PASS = 1 << 22;

    private final Rows rows;
    private final KnownFields knownFields;
    private final int hashesPerPass;
    private final int longestLine;

    public ReadBack(Rows rows, KnownFields knownFields) {
        this(rows, knownFields, HASHES_PER_PASS, FileLines.LONGEST_LINE_BYTES);
    }

    ReadBack(Rows rows, KnownFields knownFields, int hashesPerPass, int longestLine) {
        this.rows = rows;
        this.knownFields = knownFields;
        this.hashesPerPass = hashesPerPass;
        this.longestLine = longestLine;
    }

    /**
     * What a file holds.
     *
     * @param duplicates rows that are the same as an earlier one, byte by byte
     * @param versions rows that have the id of an earlier one and another content
     * @param outside rows whose time is not in the day
     * @param halfCharacters rows with half of a surrogate pair
     * @param newFields that no row was known to have: names separated by commas, or {@code none}
     * @param countries where the users of the rows are
     * @param first the earliest time of a row
     * @param last the latest
     * @param hashes of its bytes
     */
    record Result(
            long duplicates,
            long versions,
            long outside,
            long halfCharacters,
            String newFields,
            Set<String> countries,
            Optional<Instant> first,
            Optional<Instant> last,
            FileHashes hashes) {
        /** Whether somebody should look at it. */
        boolean isOdd() {
            return duplicates > 0 || versions > 0 || outside > 0;
        }
    }

    /**
     * Reads the file, as often as it takes to tell its rows apart.
     *
     * @throws UnsoundFile if it is not what its metadata says
     * @throws io.callarchive.dayfile.PublishedDays.ChangedMeanwhile if it is in another state by now
     * @throws IOException if the storage cannot be read
     */
    Result read(ArchiveDay day, Published published) throws IOException, UnsoundFile {
        Findings findings = new Findings(day, knownFields.of(day.log()));
        Repetitions repetitions =
                new Repetitions(hashesPerPass, published.file().rows());
        FileHashes hashes = FileLines.readAndHash(published, longestLine, (text, offset, length) -> {
            Rows.Row row = row(day, text, offset, length);
            findings.add(row);
            findings.addText(text, offset, length);
            repetitions.add(row, text, offset, length);
        });
        while (repetitions.needAnotherPass()) {
            FileLines.read(
                    published,
                    longestLine,
                    (text, offset, length) -> repetitions.add(row(day, text, offset, length), text, offset, length));
        }
        return new Result(
                repetitions.duplicates(),
                repetitions.versions(),
                findings.outside(),
                findings.halfCharacters(),
                findings.newFields(),
                findings.countries(),
                findings.first(),
                findings.last(),
                hashes);
    }

    private Rows.Row row(ArchiveDay day, byte[] text, int offset, int length) throws UnsoundFile {
        return rows.read(day.log(), text, offset, length)
                .orElseThrow(() -> new UnsoundFile("a line of the file is not a JSON object"));
    }
}
