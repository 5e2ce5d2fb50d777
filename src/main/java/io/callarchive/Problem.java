package io.callarchive;

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

    /** A trouble that no HTTP answer tells. */
    public static Problem ours(String code, String message) {
        return new Problem(0, code, message, "");
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
