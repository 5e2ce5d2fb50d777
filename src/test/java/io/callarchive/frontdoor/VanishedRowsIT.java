package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.models.BlobProperties;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.local.run.LoggedEvent;
import io.callarchive.testing.PackagedApp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A closed day of which Graph answers something else each time it is asked. */
class VanishedRowsIT extends OwnTenant {
    @Test
    void whatWasOnceReadIsKept() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(9));
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            serve(day, 1, 2, 3);
            read(app, day, Reason.NIGHTLY, Name.DAY_ARCHIVED);

            serve(day, 1, 2, 4);
            LoggedEvent united = read(app, day, Reason.REVISIT, Name.DAY_ARCHIVED);
            assertThat(united.value("added")).isEqualTo("1");
            assertThat(united.value("vanished")).isEqualTo("1");
            assertThat(ids(app, day)).as("the newer reading first").containsExactly("1", "2", "4", "3");

            LoggedEvent again = read(app, day, Reason.REVISIT, Name.DAY_KEPT);
            assertThat(again.value("found")).isEqualTo("3");
            assertThat(again.value("vanished")).isEqualTo("1");

            serve(day, 5);
            read(app, day, Reason.REVISIT, Name.DAY_ARCHIVED);
            assertThat(ids(app, day)).containsExactly("5", "1", "2", "4", "3");

            serve(day);
            read(app, day, Reason.REVISIT, Name.DAY_KEPT);
            assertThat(ids(app, day)).hasSize(5);
            serve(day, 1, 2, 3, 4, 5, 6);
            LoggedEvent all = read(app, day, Reason.REVISIT, Name.DAY_ARCHIVED);
            assertThat(all.value("vanished")).isEqualTo("0");
            assertThat(ids(app, day)).containsExactly("1", "2", "3", "4", "5", "6");
            assertThat(app.metadata(day).get("readings")).matches("\\w+:3 \\w+:3 \\w+:3 \\w+:1 \\w+:0 \\w+:6");
            assertThat(app.metadata(day).get("changes"))
                    .matches("\\w+:\\+1-1 \\w+:\\+0-1 \\w+:\\+1-4 \\w+:\\+0-5 \\w+:\\+1-0");
            logHoldsNothingPersonal(app);
        }
    }

    /** Eight lines of five rows, and then a clean reading of seven: fewer lines, and two of them late. */
    @Test
    void rowsThatRepeatDoNotHideLateOnes() {
        ArchiveDay day = new ArchiveDay(CallLog.DIRECT_ROUTING, today.minusDays(8));
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            serve(day, 1, 2, 3, 4, 5, 1, 2, 3);
            read(app, day, Reason.NIGHTLY, Name.DAY_ARCHIVED);
            app.awaitMetadata(day, "checkedAt");
            // The app by itself reads a day afresh that repeats rows; it finds the same.
            app.await(Name.DAY_UNCHANGED, day);
            serve(day, 1, 2, 3, 4, 5, 6, 7);
            read(app, day, Reason.REVISIT, Name.DAY_ARCHIVED);
            assertThat(ids(app, day)).containsExactly("1", "2", "3", "4", "5", "6", "7");
            // The other way round: as many lines, and fewer rows.
            serve(day, 1, 2, 3, 3, 2, 1, 1);
            read(app, day, Reason.REVISIT, Name.DAY_KEPT);
            assertThat(ids(app, day)).hasSize(7).doesNotHaveDuplicates();
        }
    }

    @Test
    void whoHoldsOnToAFileIsNotDisturbedByWhatIsOnlyLearnedAboutIt() {
        ArchiveDay day = new ArchiveDay(CallLog.PSTN, today.minusDays(9));
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            serve(day, 1, 2, 3);
            read(app, day, Reason.NIGHTLY, Name.DAY_ARCHIVED);
            BlobProperties before = app.file(day).getProperties();
            app.awaitMetadata(day, "checkedAt");
            read(app, day, Reason.REVISIT, Name.DAY_UNCHANGED);
            serve(day, 1, 2);
            read(app, day, Reason.REVISIT, Name.DAY_KEPT);
            BlobProperties after = app.file(day).getProperties();
            assertThat(after.getETag()).isEqualTo(before.getETag());
            assertThat(after.getLastModified()).isEqualTo(before.getLastModified());
            assertThat(after.getMetadata()).isEqualTo(before.getMetadata());
            assertThat(app.metadata(day).get("readings")).matches("\\w+:3 \\w+:3 \\w+:2");
        }
    }

    private LoggedEvent read(PackagedApp app, ArchiveDay day, Reason reason, Name outcome) {
        Optional<RunId> base = app.hasFile(day)
                ? Optional.ofNullable(app.metadata(day).get("run")).map(RunId::new)
                : Optional.empty();
        RunId id = RunId.startingAt(Instant.now(), RANDOM);
        app.begin(day, new Run(id, 0, reason, 1, false, Optional.empty(), false, base));
        return app.await(outcome, Map.of("run", id.hex()));
    }

    private void serve(ArchiveDay day, int... ids) {
        String time = day.log() == CallLog.SMS ? "sentDateTime" : "startDateTime";
        azure.tenant()
                .orElseThrow()
                .put(
                        day.log(),
                        day.date(),
                        IntStream.of(ids)
                                .mapToObj(id -> "{\"id\":\"" + id + "\",\"" + time + "\":\"" + day.date()
                                        + "T10:00:00Z\",\"callerNumber\":\"+49301234" + id + "\"}")
                                .map(row -> row.getBytes(StandardCharsets.UTF_8))
                                .toList());
    }

    private static List<String> ids(PackagedApp app, ArchiveDay day) {
        return app.lines(day).stream()
                .map(row -> row.replaceAll(".*\"id\":\"(\\d+)\".*", "$1"))
                .toList();
    }
}
