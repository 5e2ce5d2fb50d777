package io.callarchive.lake;

import io.callarchive.ArchiveDay;

/** Where a day is in a container, in the folder form that data-lake tools take for partitions. */
public final class DayPath {
    private DayPath() {}

    /** Such as {@code log=sms/date=2026-11-21/sms-2026-11-21.json.gz}. */
    public static String ofFile(ArchiveDay day) {
        return partition(day) + day.log().label() + "-" + day.date() + ".json.gz";
    }

    /** Such as {@code log=sms/date=2026-11-21/failure.json}, in the container of the failures. */
    static String ofFailure(ArchiveDay day) {
        return partition(day) + "failure.json";
    }

    private static String partition(ArchiveDay day) {
        return "log=" + day.log().label() + "/date=" + day.date() + "/";
    }
}
