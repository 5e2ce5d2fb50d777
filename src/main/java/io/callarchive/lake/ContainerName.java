package io.callarchive.lake;

import java.util.regex.Pattern;

/** The names of the two containers: that of the files, and next to it that of the records of what failed. */
public final class ContainerName {
    private static final String FAILURES_SUFFIX = "-failures";
    private static final Pattern FORM = Pattern.compile("(?=.{3,54}$)[a-z0-9]+(-[a-z0-9]+)*");

    private ContainerName() {}

    /**
     * The name of a container of files, from a setting or an argument.
     *
     * @throws IllegalArgumentException with the rule, if it is none; the other container's name must be one, too
     */
    public static String parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "must be 3 to 54 lower-case letters, digits and single hyphens between them");
        }
        return text;
    }

    /** The container of the failure records of these files. */
    public static String ofFailures(String container) {
        return container + FAILURES_SUFFIX;
    }
}
