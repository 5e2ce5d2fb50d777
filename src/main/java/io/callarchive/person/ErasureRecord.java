package io.callarchive.person;

import io.callarchive.ArchiveDay;
import io.callarchive.RunId;
import io.callarchive.json.Json;
import io.callarchive.person.DayErasure.Erased;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an erasure did, for an auditor: days and counts, nothing of the person. Written before the first file is touched
 * and after each day; without {@code endedAt} the erasure broke off.
 */
final class ErasureRecord {
    private static final int VERSION = 1;

    private final Store store;
    private final Clock clock;
    private final RunId id;
    private final String appVersion;
    private final Instant begun;
    private final Map<ArchiveDay, Day> days = new LinkedHashMap<>();
    private OpenWork openWork = new OpenWork(List.of(), List.of(), false);
    private @Nullable Instant ended;

    /** Where records are kept; one of the same name is replaced. */
    @FunctionalInterface
    interface Store {
        void put(String name, byte[] json);
    }

    /** The record's form in the blob. */
    private record Form(
            int version,
            String run,
            String appVersion,
            String begunAt,
            @Nullable String endedAt,
            OpenWork openWork,
            List<Day> days) {}

    /** A day's form; {@code run} is on the metadata of the file that it wrote. */
    private record Day(
            String log,
            String date,
            @Nullable String run,
            long rowsBefore,
            @Nullable Long rowsAfter,
            boolean done) {}

    ErasureRecord(Store store, Clock clock, RunId id, String appVersion) {
        this.store = store;
        this.clock = clock;
        this.id = id;
        this.appVersion = appVersion;
        this.begun = clock.instant();
    }

    /** Names the days whose files are about to be replaced, with the rows that they have now, and what else is open. */
    void begin(Map<ArchiveDay, Long> rowsBefore, OpenWork found) {
        openWork = found;
        rowsBefore.forEach((day, rows) ->
                days.put(day, new Day(day.log().label(), day.date().toString(), null, rows, null, false)));
        write();
    }

    void done(ArchiveDay day, Erased erased) {
        String run = erased.run().map(RunId::hex).orElse(null);
        days.put(
                day,
                new Day(day.log().label(), day.date().toString(), run, erased.rowsBefore(), erased.rowsAfter(), true));
        write();
    }

    /** Every day was tried. */
    void end() {
        ended = clock.instant();
        write();
    }

    String name() {
        return "erasures/" + id.hex() + ".json";
    }

    private void write() {
        String endedAt = ended == null ? null : ended.toString();
        Form form = new Form(
                VERSION, id.hex(), appVersion, begun.toString(), endedAt, openWork, List.copyOf(days.values()));
        store.put(name(), Json.bytes(form));
    }
}
