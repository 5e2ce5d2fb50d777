package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.local.run.LoggedEvent;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.testing.PackagedApp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rows that come twice, and rows that share an id. */
class RepeatedRowsIT extends OwnTenant {
    @Test
    void repeatedRowsLeadToAFreshReadingWhichReplacesTheFile() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(19));
        List<byte[]> rows = repeatARow(day);
        AtomicInteger readings = new AtomicInteger();
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            afterTheNight(app);
            azure.graph().answer(request -> {
                if (readings.incrementAndGet() == 2) {
                    azure.tenant().orElseThrow().put(day.log(), day.date(), rows);
                }
                return Optional.empty();
            });
            app.begin(day, run(1));
            Map<String, String> date = Map.of("date", day.date().toString());
            LoggedEvent repeated = app.await(Name.DAY_CHECKED, date);
            assertThat(repeated.value("duplicates")).isEqualTo("1");
            assertThat(repeated.value("rows")).isEqualTo("" + (rows.size() + 1));
            LoggedEvent fresh = app.await(Name.RUN_STARTED, date);
            assertThat(fresh.value("reason")).isEqualTo("recheck");
            LoggedEvent clean = app.await(Name.DAY_CHECKED, Map.of("run", fresh.value("run")));
            assertThat(clean.value("duplicates")).isEqualTo("0");
            assertThat(clean.value("outside")).isEqualTo("0");
            assertThat(app.lines(day)).isEqualTo(app.served(day)).hasSameSizeAs(rows);
            assertThat(count(app, Name.RUN_STARTED, day)).isEqualTo(1);
            app.send("no message");
            app.host().awaitLine("bad-message", Duration.ofMinutes(1));
            assertThat(app.awaitMetadata(day, "checkedAt"))
                    .containsEntry("reason", "recheck")
                    .containsEntry("duplicates", "0")
                    .containsEntry("versions", "0")
                    .containsEntry("outside", "0")
                    .containsKey("checkedAt");
            logHoldsNothingPersonal(app);
        }
    }

    @Test
    void rowsThatStayRepeatedAreReportedOnceAndNotReadAThirdTime() {
        ArchiveDay day = new ArchiveDay(CallLog.PSTN, today.minusDays(18));
        ArchiveDay later = new ArchiveDay(CallLog.BLOCKED_USERS, today.minusDays(18));
        int rows = repeatARow(day).size() + 1;
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            afterTheNight(app);
            app.begin(day, run(1));
            LoggedEvent repeated = app.await(Name.DAY_CHECKED, day);
            assertThat(repeated.value("duplicates")).isEqualTo("1");
            app.await(Name.DAY_UNCHANGED, day);
            app.begin(later, run(1));
            app.await(Name.DAY_CHECKED, later);
            assertThat(count(app, Name.RUN_STARTED, day)).isEqualTo(1);
            assertThat(count(app, Name.DAY_CHECKED, day)).isEqualTo(1);
            assertThat(app.lines(day)).isEqualTo(app.served(day)).hasSize(rows);
            assertThat(app.metadata(day)).containsEntry("duplicates", "1").containsEntry("reason", "backfill");
            assertThat(app.failure(day)).isEmpty();
        }
    }

    @Test
    void rowsUnderAnIdThatIsNoneAndVersionsOfARowAreKept() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(17));
        ArchiveDay later = new ArchiveDay(CallLog.BLOCKED_USERS, today.minusDays(17));
        List<byte[]> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            rows.add(message(day, "00000000-0000-0000-0000-000000000000", "0.1" + i));
        }
        rows.add(message(day, "5e1f0a52-93c8-4c86-8c1b-1c4a2f0f7a11", "0.30"));
        rows.add(message(day, "5e1f0a52-93c8-4c86-8c1b-1c4a2f0f7a11", "0.35"));
        azure.tenant().orElseThrow().put(day.log(), day.date(), rows);
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            afterTheNight(app);
            app.begin(day, run(1));
            LoggedEvent checked = app.await(Name.DAY_CHECKED, day);
            assertThat(checked.value("duplicates")).isEqualTo("0");
            assertThat(checked.value("versions")).isEqualTo("1");
            Map<String, String> metadata = app.awaitMetadata(day, "checkedAt");
            assertThat(metadata).containsEntry("duplicates", "0").containsEntry("versions", "1");
            azure.tenant().orElseThrow().put(day.log(), day.date(), rows.subList(0, 1));
            RunId id = RunId.startingAt(Instant.now(), RANDOM);
            Optional<RunId> base = Optional.ofNullable(metadata.get("run")).map(RunId::new);
            app.begin(day, new Run(id, 0, Reason.RECHECK, 1, false, Optional.empty(), false, base));
            app.await(Name.DAY_KEPT, Map.of("run", id.hex()));
            app.begin(later, run(1));
            app.await(Name.DAY_CHECKED, later);
            assertThat(count(app, Name.RUN_STARTED, day)).isZero();
            assertThat(app.lines(day)).hasSize(12);
        }
    }

    /** Fresh readings are work of the night, and go on with it. */
    private static void afterTheNight(PackagedApp app) {
        app.host().fire("DailyArchive");
        app.awaitRest();
    }

    private static byte[] message(ArchiveDay day, String id, String charge) {
        String row = "{\"id\":\"" + id + "\",\"sentDateTime\":\"" + day.date() + "T10:00:00Z\",\"callCharge\":" + charge
                + "}";
        return row.getBytes(StandardCharsets.UTF_8);
    }

    /** Lets Graph serve the day's first row twice; returns the rows as they were. */
    private List<byte[]> repeatARow(ArchiveDay day) {
        SimulatedTenant tenant = azure.tenant().orElseThrow();
        List<byte[]> rows = tenant.rows(day.log(), day.date());
        List<byte[]> repeated = new ArrayList<>(rows);
        repeated.add(rows.get(0));
        tenant.put(day.log(), day.date(), repeated);
        return rows;
    }

    private static long count(PackagedApp app, Name name, ArchiveDay day) {
        return app.host().output().stream()
                .flatMap(line -> LoggedEvent.in(line).stream())
                .filter(event -> event.name() == name
                        && event.log().filter(day.log()::equals).isPresent()
                        && event.value("date").equals(day.date().toString()))
                .count();
    }
}
