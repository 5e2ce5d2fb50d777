package io.callarchive.graph;

import java.util.Locale;
import java.util.Set;

/**
 * What a top-level member of an answer means for the rows beside it. A member that is only skipped could be the one that
 * says that rows are missing, so each is one of these. The sections are those of OData JSON Format 4.01 and OData
 * Protocol 4.01, as of May 2020.
 */
enum AnswerMember {
    /** The rows (JSON 13: a collection of entities is the array {@code value}); names are case-sensitive (JSON 4.5). */
    ROWS,
    /**
     * There are more rows (JSON 4.6.5 {@code nextLink}). The prefix {@code odata.} may go in 4.01 (JSON 4.6), OData 3
     * has it without the {@code @}, one page of Graph's documentation capitalises it; and for {@code value@…} it is the
     * link of that collection (JSON 4.6).
     */
    NEXT_LINK,
    /**
     * The service failed after it had begun to answer (Protocol 9.5, JSON 21.2), or says so with an annotation; clients
     * must treat the whole answer as an error.
     */
    ERROR,
    /** The answer tells changes since another one and not the rows (JSON 4.6.6 {@code deltaLink}, Protocol 11.3). */
    DELTA_LINK,
    /** The number of rows (JSON 4.6.4 {@code count}); real tenants were told 1000 with 10 rows, so it proves nothing. */
    COUNT,
    /** What the answer is, or its own address (JSON 4.6.1 to 4.6.3 and 4.6.8 to 4.6.12): nothing about other rows. */
    DESCRIPTION,
    /** Any other annotation: it may be there and may be ignored (JSON 4.6, Protocol 6.4). */
    ANNOTATION,
    /** No annotation, and nothing that an answer has: ignored unless it holds a link to a page (Protocol 6). */
    UNKNOWN;

    private static final Set<String> DESCRIPTIONS =
            Set.of("context", "metadata", "metadataetag", "type", "etag", "id", "readlink", "editlink");

    static AnswerMember named(String name) {
        if (name.equals("value")) {
            return ROWS;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        boolean annotation = lower.indexOf('@') >= 0;
        if (lower.endsWith("nextlink")) {
            return NEXT_LINK;
        }
        if (lower.equals("error") || lower.endsWith(".error") || (annotation && lower.endsWith("error"))) {
            return ERROR;
        }
        if (lower.endsWith("deltalink")) {
            return DELTA_LINK;
        }
        if (lower.endsWith("@odata.count") || lower.endsWith("@count") || lower.equals("odata.count")) {
            return COUNT;
        }
        if (annotation || lower.startsWith("odata.")) {
            String term = lower.substring(Math.max(lower.lastIndexOf('.'), lower.lastIndexOf('@')) + 1);
            return DESCRIPTIONS.contains(term) ? DESCRIPTION : ANNOTATION;
        }
        return UNKNOWN;
    }

    /**
     * Whether an annotation inside a row says that a part of the row is elsewhere or missing. A plain field of a row may
     * have any name.
     */
    static boolean tellsOfAMissingPart(String name) {
        return name.indexOf('@') >= 0 && named(name).changesTheMeaning();
    }

    /** Whether there is more, or less, than the rows beside it. */
    boolean changesTheMeaning() {
        return this == NEXT_LINK || this == ERROR || this == DELTA_LINK;
    }
}
