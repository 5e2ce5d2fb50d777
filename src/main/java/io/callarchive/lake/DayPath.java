package io.callarchive.lake;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.RunId;
import io.callarchive.pages.PageRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a day is in a container, in the folder form that data-lake tools take for partitions. */
public final class DayPath {
    private static final Pattern DATE = Pattern.compile("/date=(\\d{4}-\\d{2}-\\d{2})/");

    private static final Pattern RUN = Pattern.compile("([0-9a-f]+)\\.json\\.gz");

    private static final String UNREADABLE = "unreadable/";

    private DayPath() {}

    /** Such as {@code log=sms/date=2026-11-21/sms-2026-11-21.json.gz}. */
    public static String ofFile(ArchiveDay day) {
        return partition(day) + day.log().label() + "-" + day.date() + ".json.gz";
    }

    /** Such as {@code log=sms/date=2026-11-21/run=019e0c8d4e00a1b2c3.json.gz}, in the container of the readings. */
    static String ofReading(ArchiveDay day, RunId run) {
        return ofReadings(day) + run.hex() + ".json.gz";
    }

    /** What the names of all readings of the day begin with. */
    static String ofReadings(ArchiveDay day) {
        return partition(day) + "run=";
    }

    /** The run of a reading by its name; empty if the name is none of ours. */
    static Optional<RunId> runOf(ArchiveDay day, String name) {
        return Optional.of(name)
                .filter(it -> it.startsWith(ofReadings(day)))
                .map(it -> RUN.matcher(it.substring(ofReadings(day).length())))
                .filter(Matcher::matches)
                .map(run -> new RunId(run.group(1)));
    }

    /** Such as {@code log=sms/date=2026-11-21/record}, in the container of the records. */
    static String ofRecord(ArchiveDay day) {
        return partition(day) + "record";
    }

    /** Such as {@code log=sms/date=2026-11-21/failure.json}, in the container of the failures. */
    static String ofFailure(ArchiveDay day) {
        return partition(day) + "failure.json";
    }

    /**
     * Such as {@code log=sms/date=2026-11-21/unreadable/run=019e0c8d4e00a1b2c3-0-1-9ae0daaf.json.gz}, in the same
     * container. The checksum of the answer is in it because the page may be answered twice, and differently.
     */
    static String ofUnreadable(PageRequest request, int crc32) {
        return partition(request.day()) + UNREADABLE + "run="
                + request.run().id().hex() + "-" + request.chain() + "-" + request.page() + "-"
                + String.format(Locale.ROOT, "%08x", crc32) + ".json.gz";
    }

    /** Whether it is the name of an unreadable answer of one of those days. */
    static boolean isUnreadable(CallLog log, String name, LocalDate from, LocalDate to) {
        Matcher date = DATE.matcher(name);
        try {
            return date.find()
                    && name.startsWith(ofLog(log))
                    && name.startsWith(UNREADABLE, date.end())
                    && !LocalDate.parse(date.group(1)).isBefore(from)
                    && !LocalDate.parse(date.group(1)).isAfter(to);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** The folder of a log, such as {@code log=sms/}. */
    static String ofLog(CallLog log) {
        return "log=" + log.label() + "/";
    }

    /** The day of a file, a record or a failure by its name; empty if the name is none of ours. */
    static Optional<LocalDate> dateOf(CallLog log, String name) {
        Matcher date = DATE.matcher(name);
        try {
            return Optional.of(date)
                    .filter(Matcher::find)
                    .map(found -> new ArchiveDay(log, LocalDate.parse(found.group(1))))
                    .filter(day ->
                            Set.of(ofFile(day), ofRecord(day), ofFailure(day)).contains(name))
                    .map(ArchiveDay::date);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String partition(ArchiveDay day) {
        return ofLog(day.log()) + "date=" + day.date() + "/";
    }
}
