package io.callarchive;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Why a page could not be had, in words for an operator. Nothing personal: whoever puts foreign text in has cleaned it.
 *
 * @param status the HTTP status, 0 if there was no answer
 * @param code a short machine-readable cause: Graph's error code, or one of Callarchive's
 * @param message what happened, in at most 400 characters
 * @param requestId Graph's request id, for Microsoft's support; may be empty
 */
public record Problem(int status, String code, String message, String requestId) {
    private static final int MAX_LENGTH = 400;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    public Problem {
        code = bounded(code);
        message = bounded(message);
        requestId = bounded(requestId);
    }

    /** What Callarchive itself calls what went wrong; all other codes are Graph's or the storage's own. */
    public enum Code {
        /** An answer of more than the app takes. */
        ANSWER_TOO_LARGE,
        /** A queue message that is none of ours. */
        BAD_MESSAGE,
        /** A file is not what its metadata says. */
        CHECK_FAILED,
        /** A page message was given up by the host. */
        DEAD_LETTER,
        /** The chain of links leads in a circle, or its rows do. */
        ENDLESS_PAGING,
        /** A fault of the app; the host gives the message again. */
        EXCEPTION,
        /** The day's place is taken by a blob of somebody else. */
        FOREIGN_FILE,
        /** A nextLink leads elsewhere. */
        FOREIGN_LINK,
        /** The instances that had a message were drained or killed. */
        INTERRUPTED,
        /** Graph was not reached, or did not answer. */
        NO_ANSWER,
        /** The identity gave no token. */
        NO_TOKEN,
        /** Other runs discarded the pages again and again. */
        OVERTAKEN,
        /** The storage account was not reached, or did not answer. */
        STORAGE_NO_ANSWER,
        /** A 200 that is no page. */
        UNREADABLE_ANSWER;

        /** As it stands in log lines, records and answers, such as {@code no-token}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A problem that no HTTP answer tells. */
    public static Problem ours(Code code, String message) {
        return new Problem(0, code.label(), message, "");
    }

    /** Whether it is that one of Callarchive's own. */
    public boolean is(Code one) {
        return code.equals(one.label());
    }

    private static String bounded(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return (status == 0 ? "" : status + " ") + code + ": " + message;
    }
}
