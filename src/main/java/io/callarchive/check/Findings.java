package io.callarchive.check;

import io.callarchive.ArchiveDay;
import io.callarchive.TimeRange;
import io.callarchive.Window;
import io.callarchive.dayfile.Rows;
import io.callarchive.text.SurrogatePairs;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a check finds in the rows of a file, apart from their repetition. */
final class Findings {
    /** Enough to see what Graph has added; a file of nonsense must not fill the log. */
    private static final int MOST_NEW_FIELDS = 20;

    private static final int LONGEST_NAME = 64;
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9_@.]");

    private final Window window;
    private final Set<String> known;
    private final Set<String> newFields = new TreeSet<>();
    private boolean moreNewFields;
    private final Set<String> countries = new TreeSet<>();
    private final TimeRange times = new TimeRange();
    private long outside;
    private long halfCharacters;

    /**
     * Nothing found yet.
     *
     * @param known the fields that are worth no word; any other is, because Graph adds fields without notice
     */
    Findings(ArchiveDay day, Set<String> known) {
        this.window = day.window();
        this.known = known;
    }

    void add(Rows.Row row) {
        row.time().ifPresent(this::add);
        row.country().ifPresent(countries::add);
        for (String field : row.fields()) {
            if (!known.contains(field)) {
                addNewField(shown(field));
            }
        }
    }

    /** The text of a row, which has to be valid JSON. */
    void addText(byte[] text, int offset, int length) {
        if (!SurrogatePairs.areWhole(text, offset, length)) {
            halfCharacters++;
        }
    }

    private void add(Instant time) {
        if (!window.contains(time)) {
            outside++;
        }
        times.add(time);
    }

    private void addNewField(String name) {
        if (newFields.size() < MOST_NEW_FIELDS) {
            newFields.add(name);
        } else if (!newFields.contains(name)) {
            moreNewFields = true;
        }
    }

    /** A field's name as it may stand in a log line. */
    private static String shown(String name) {
        String bounded = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
        return bounded.isEmpty() ? "_" : NOT_IN_A_NAME.matcher(bounded).replaceAll("_");
    }

    /** Rows whose time is not in the day. */
    long outside() {
        return outside;
    }

    /** Rows with half of a surrogate pair. */
    long halfCharacters() {
        return halfCharacters;
    }

    /** Where the users of the rows are. */
    Set<String> countries() {
        return countries;
    }

    Optional<Instant> first() {
        return times.first();
    }

    Optional<Instant> last() {
        return times.last();
    }

    /** Names separated by commas, such as they may stand in a log line. */
    String newFields() {
        return newFields.isEmpty() ? "none" : String.join(",", newFields) + (moreNewFields ? ",..." : "");
    }
}
