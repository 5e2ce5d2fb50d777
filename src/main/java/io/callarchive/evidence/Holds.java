package io.callarchive.evidence;

import io.callarchive.ArchiveDay;
import io.callarchive.evidence.JournalEntry.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The legal holds that stand: the journal's, less those that it has released. While a day is held, nothing is erased from
 * it, whatever is asked.
 */
public final class Holds {
    private final List<JournalEntry> standing;

    private Holds(List<JournalEntry> standing) {
        this.standing = standing;
    }

    /** Those of a journal. A release names the id of the hold that it ends, as its detail. */
    public static Holds of(List<JournalEntry> journal) {
        List<JournalEntry> standing = new ArrayList<>();
        for (JournalEntry entry : journal) {
            if (entry.action().equals(Action.HOLD.label())) {
                standing.add(entry);
            } else if (entry.action().equals(Action.RELEASE.label())) {
                standing.removeIf(hold -> hold.id().equals(entry.detail()));
            }
        }
        return new Holds(List.copyOf(standing));
    }

    /** The oldest first. */
    public List<JournalEntry> standing() {
        return standing;
    }

    /** A hold of that day. */
    public Optional<JournalEntry> of(ArchiveDay day) {
        return standing.stream()
                .filter(hold -> hold.isAbout(day.log().label(), day.date()))
                .findFirst();
    }
}
