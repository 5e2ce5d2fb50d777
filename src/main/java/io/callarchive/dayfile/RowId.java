package io.callarchive.dayfile;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which ids tell a row from all others. The field may be filled in with something that stands for nothing, and rows that
 * share that are different rows all the same; the views follow the same rules.
 */
public final class RowId {
    /**
     * How many different rows of a day may share an id and be versions of one row: a day is read at night, three times
     * after it and once more if rows repeat. An id that more rows share is none.
     */
    public static final int MOST_VERSIONS = 5;

    /** What remains of such ids in lower case without {@link #FILLER}. */
    public static final List<String> PLACEHOLDERS =
            List.of("", "n/a", "na", "nil", "none", "null", "undefined", "unknown");

    /** The characters of an id of zeros, such as the empty GUID; all that surrounds a word says nothing either. */
    public static final String FILLER = "[-0{}\\s]";

    private static final Pattern FILLERS = Pattern.compile(FILLER);

    private RowId() {}

    /** True for what stands in the field of a row that has no id. */
    public static boolean isPlaceholder(String id) {
        return PLACEHOLDERS.contains(FILLERS.matcher(id).replaceAll("").toLowerCase(Locale.ROOT));
    }
}
