package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.local.run.LoggedEvent;
import io.callarchive.testing.PackagedApp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A file that somebody has changed since it was archived. */
class DamagedFileIT extends OwnTenant {
    private static final Map<String, String> ONE_LOG = Map.of("ARCHIVE_LOGS", "sms", "ARCHIVE_HISTORY_DAYS", "1");

    @Test
    void isFoundWhenItsTurnComesAndReadAfresh() throws Exception {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(20));
        try (PackagedApp app = PackagedApp.start(azure, ONE_LOG)) {
            archive(app, day);
            overwrite(app, day);

            app.host().fire("DailyArchive");
            LoggedEvent found = app.await(Name.DAY_FAILED, day);
            assertThat(found.value("code")).isEqualTo("check-failed");
            LoggedEvent repair = app.await(Name.RUN_STARTED, day);
            assertThat(repair.value("reason")).isEqualTo("repair");
            app.await(Name.DAY_ARCHIVED, Map.of("run", repair.value("run")));
            assertThat(app.lines(day)).isEqualTo(app.served(day));
            assertThat(app.awaitMetadata(day, "checkedAt"))
                    .containsEntry("reason", "repair")
                    .containsEntry("state", "settled")
                    .doesNotContainKey("damage");
        }
    }

    @Test
    void staysDamagedWhereMicrosoftDoesNotHaveTheDayAnyMore() throws Exception {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(20));
        try (PackagedApp app = PackagedApp.start(
                azure, Map.of("ARCHIVE_LOGS", "sms", "ARCHIVE_HISTORY_DAYS", "1", "ARCHIVE_KEPT_DAYS", "sms=10"))) {
            archive(app, day);
            overwrite(app, day);
            app.host().fire("DailyArchive");
            app.await(Name.DAY_FAILED, day);
            assertThat(app.awaitMetadata(day, "damage").get("damage")).contains("not a whole gzip");
            app.awaitRest();
            assertThat(app.events(Name.RUN_STARTED, day)).isEmpty();
            JsonNode answer = JsonMapper.builder()
                    .build()
                    .readTree(HttpCaller.CLIENT
                            .send(
                                    HttpRequest.newBuilder(URI.create(app.host().address()
                                                    + "/api/archive?logs=sms&from=" + day.date() + "&to=" + day.date()))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body());
            assertThat(answer.at("/logs/0/days/0/state").asText()).isEqualTo("damaged");
            app.host().fire("ReportState");
            assertThat(app.await(Name.ARCHIVE_STATE, Map.of("log", "sms")).value("damaged"))
                    .isEqualTo("1");
        }
    }

    /** As its last reading leaves it, a week after the day. */
    private static void archive(PackagedApp app, ArchiveDay day) {
        Instant weekLater = day.window().to().plusSeconds(7 * 86_400);
        RunId id = RunId.startingAt(weekLater, RANDOM);
        app.begin(day, new Run(id, 0, Reason.REVISIT, 1, true, Optional.empty(), false, Optional.empty()));
        app.await(Name.DAY_ARCHIVED, day);
        app.awaitMetadata(day, "checkedAt");
    }

    private static void overwrite(PackagedApp app, ArchiveDay day) {
        Map<String, String> metadata = app.file(day).getProperties().getMetadata();
        app.file(day)
                .uploadWithResponse(
                        new BlobParallelUploadOptions(
                                        BinaryData.fromBytes("other bytes".getBytes(StandardCharsets.UTF_8)))
                                .setMetadata(metadata),
                        null,
                        Context.NONE);
    }
}
