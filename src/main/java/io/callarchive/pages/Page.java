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
 * @param aside the answer itself, if rows of it are left out; it has to be kept before the page is stored
 */
public record Page(
        ByteBuffer lines,
        int rows,
        RowTimes times,
        Optional<String> nextLink,
        Set<PageNote> notes,
        Optional<Aside> aside)
        implements PageAnswer {
    /**
     * An answer of which not every row could be read.
     *
     * @param body all its bytes as they came
     * @param leftOut how many rows are only there
     */
    public record Aside(ByteBuffer body, int leftOut) {}

    /** A page with all rows of its answer. */
    public Page(ByteBuffer lines, int rows, RowTimes times, Optional<String> nextLink, Set<PageNote> notes) {
        this(lines, rows, times, nextLink, notes, Optional.empty());
    }

    /** A page of which there is nothing to say. */
    public Page(ByteBuffer lines, int rows, RowTimes times, Optional<String> nextLink) {
        this(lines, rows, times, nextLink, Set.of());
    }

    /** The same rows with the address that the link means. */
    public Page withNextLink(String address) {
        return new Page(lines, rows, times, Optional.of(address), notes, aside);
    }

    public Page {
        notes = PageNote.inOrder(notes);
    }
}
