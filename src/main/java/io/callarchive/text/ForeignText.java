package io.callarchive.text;

import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Words of others, which go into logs, records and answers: without what may be personal or a secret. */
public final class ForeignText {
    /** Anything like a phone number, a mail address, or a token. */
    private static final Pattern PERSONAL =
            Pattern.compile("(?<!\\S)[^\\s@]*+@\\S*+|\\+?\\d[\\d\\s()./-]{5,}\\d|[\\w.+/=-]{48,}");

    private static final Pattern IDENTIFIER = Pattern.compile("(?!eyJ)[A-Za-z]([A-Za-z_.]|\\d{1,4}(?!\\d)){0,119}");

    private static final String OURS = "io.callarchive.";

    private ForeignText() {}

    public static String clean(String foreign) {
        return PERSONAL.matcher(foreign).replaceAll("***");
    }

    /** A code is one identifier, however long; what is none is a text like any other. */
    public static String cleanCode(String code) {
        return IDENTIFIER.matcher(code).matches() ? code : clean(code);
    }

    /**
     * The innermost cause, by its kind and the first line of what it says; but that time ran out says more than what
     * then happened to the connection.
     */
    public static String ofCause(Throwable e) {
        Throwable cause = Causes.of(e)
                .filter(InterruptedIOException.class::isInstance)
                .findFirst()
                .orElseGet(() -> Causes.innermost(e));
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return cause.getClass().getSimpleName() + ": " + clean(message);
    }

    /** Where an exception came from: its kind and the place in our code, never its words. */
    public static String placeOf(Throwable e) {
        Throwable cause = Causes.innermost(e);
        String kind = cause.getClass().getSimpleName();
        return Arrays.stream(cause.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .map(frame -> kind + " in " + frame.getFileName() + ", line " + frame.getLineNumber())
                .orElse(kind);
    }
}
