package io.callarchive.pages;

import io.callarchive.dayfile.PageNote;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of one answer, ready for the file.
 *
 * @param lines the rows' original bytes, each ended by a line feed; a line break between the tokens of a row is a space
 * @param rows the number of lines
 * @param times when the rows happened
 * @param nextLink where the following page is; empty on a chain's last page
 * @param notes what whoever relies on the day should know
 */
public record Page(ByteBuffer lines, int rows, RowTimes times, Optional<String> nextLink, Set<PageNote> notes)
        implements PageAnswer {
    /** A page of which there is nothing to say. */
    public Page(ByteBuffer lines, int rows, RowTimes times, Optional<String> nextLink) {
        this(lines, rows, times, nextLink, Set.of());
    }

    /** The same rows with the address that the link means. */
    public Page withNextLink(String address) {
        return new Page(lines, rows, times, Optional.of(address), notes);
    }

    public Page {
        notes = PageNote.inOrder(notes);
    }
}
