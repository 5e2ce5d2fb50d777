package io.callarchive.lake;

import java.util.regex.Pattern;

/** The names of the containers: that of the files, and those next to it. */
public final class ContainerName {
    private static final String FAILURES_SUFFIX = "-failures";
    private static final String PLAN_SUFFIX = "-plan";
    private static final String READINGS_SUFFIX = "-readings";
    private static final String RECORDS_SUFFIX = "-records";
    private static final String DIGESTS_SUFFIX = "-digests";
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

    /** The container of readings that are still to be compared with these files. */
    public static String ofReadings(String container) {
        return container + READINGS_SUFFIX;
    }

    /** The container of what was learned about these files since they were written. */
    public static String ofRecords(String container) {
        return container + RECORDS_SUFFIX;
    }

    /** The container of the digests of these files, and of the journal. */
    public static String ofDigests(String container) {
        return container + DIGESTS_SUFFIX;
    }

    /** The container of the schedule and the orders for these files. */
    public static String ofPlan(String container) {
        return container + PLAN_SUFFIX;
    }
}
