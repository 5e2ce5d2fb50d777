package io.callarchive.dayfile;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Something about a page that does not make it less of one, but that whoever relies on the day should know. */
public enum PageNote {
    /** Graph's count of the rows is not the number of rows that came with it. */
    COUNT_DIFFERS(1),
    /** Exactly as many rows as a page holds, and yet no link to another page. */
    FULL_WITHOUT_LINK(2),
    /** The link to the next page was empty, again and again: taken for the end. */
    EMPTY_LINK(4),
    /** A row was no JSON: what could be read is archived, the page's bytes are kept aside. */
    INCOMPLETE(8),
    /** A row says of itself that a part of it is elsewhere, or that it could not be read whole. */
    PART_ELSEWHERE(16),
    /** Half of a surrogate pair, as when a name was cut: not every reader of JSON takes it. */
    HALF_CHARACTER(32),
    /** The day was first read when Microsoft may have deleted rows of it already. Of the file, not of one page. */
    READ_LATE(0);

    private final int bit;

    PageNote(int bit) {
        this.bit = bit;
    }

    /** Its part of a set of a page's notes that is written as a number; part of the block ids, so it never changes. */
    public int bit() {
        return bit;
    }

    /** The notes in the order of this list, unmodifiable. */
    public static Set<PageNote> inOrder(Collection<PageNote> notes) {
        return Collections.unmodifiableSet(notes.isEmpty() ? EnumSet.noneOf(PageNote.class) : EnumSet.copyOf(notes));
    }

    /** The note of that name; empty if a newer version has written it. */
    public static Optional<PageNote> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(note -> note.label().equals(label))
                .findFirst();
    }

    /** The name in metadata, answers and log lines. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
