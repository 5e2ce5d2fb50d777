package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.run.LoggedEvent;
import io.callarchive.local.simulator.SimulatorRequest;
import io.callarchive.local.storage.EmulatedStorage;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.pages.ChainHash;
import io.callarchive.pages.CycleMark;
import io.callarchive.pages.PageRequest;
import io.callarchive.retry.Setbacks;
import io.callarchive.testing.CallarchiveCommand;
import io.callarchive.testing.CallarchiveCommand.Result;
import io.callarchive.testing.FarFromMidnight;
import io.callarchive.testing.PackagedApp;
import io.callarchive.testing.Runs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A day of three pages, of which the second has a row that is no JSON, from the failed night to the healed file. */
@ExtendWith(FarFromMidnight.class)
class UnreadableRowsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Random RANDOM = new Random();
    private static final int BAD_ROW = 125;

    private final ArchiveDay day =
            new ArchiveDay(CallLog.SMS, LocalDate.now(Clock.systemUTC()).minusDays(1));

    private LocalAzure azure;
    private List<byte[]> good;

    @BeforeEach
    void start() throws IOException {
        SimulatedTenant tenant = new SimulatedTenant(7, (log, date) -> 250);
        azure = new LocalAzure(tenant, Map.of());
        azure.graph().withoutLimits();
        azure.graph().pageSize(100);
        good = tenant.rows(day.log(), day.date());
        List<byte[]> rows = new ArrayList<>(good);
        String row = new String(good.get(BAD_ROW), StandardCharsets.UTF_8);
        rows.set(BAD_ROW, ("{\"score\":NaN," + row.substring(1)).getBytes(StandardCharsets.UTF_8));
        tenant.put(day.log(), day.date(), rows);
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void whoForcesTheDayGetsAllOtherRowsAndTheAnswerAsItCame() throws Exception {
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            SimulatorRequest second = theNightFails(app);
            // The night's own messages go on: whichever of them wrote it last.
            assertThat(app.awaitFailure(day).path("message").textValue())
                    .containsPattern("not valid JSON at byte \\d+ of \\d+, at row 26$");
            assertThat(app.hasFile(day)).isFalse();
            assertThat(aside()).isEmpty();

            assertThat(order(app, true).path("days").asInt()).isEqualTo(1);
            LoggedEvent archived = app.await(Name.DAY_ARCHIVED, day);
            assertThat(app.events(Name.THROTTLED, day))
                    .filteredOn(event -> event.value("run").equals(archived.value("run")))
                    .as("asked again before rows are left out")
                    .hasSize(3);
            assertThat(archived.value("rows")).isEqualTo("249");
            List<String> rest = new ArrayList<>(app.served(day));
            assertThat(rest.remove(BAD_ROW)).contains("NaN");
            assertThat(app.lines(day)).isEqualTo(rest);
            assertThat(app.metadata(day).getOrDefault("notes", "").split(" ")).contains("incomplete");
            assertThat(notes(app)).contains("incomplete");
            assertThat(app.host().output()).anyMatch(line -> line.contains("DAY_ARCHIVED") && line.contains("WARN"));
            assertThat(aside())
                    .singleElement()
                    .asString()
                    .matches("log=sms/date=" + day.date() + "/unreadable/run=" + archived.value("run")
                            + "-0-1-[0-9a-f]{8}\\.json\\.gz");
            assertThat(unpacked(aside().get(0)))
                    .isEqualTo(azure.graph().usual(second).body());

            Result found = find();
            assertThat(found.exitCode()).as(found.output()).isEqualTo(1);
            assertThat(found.output()).contains("NOT SEARCHED", aside().get(0));
            container().getBlobClient(aside().get(0)).delete();
            assertThat(find().exitCode()).isZero();

            azure.tenant().orElseThrow().put(day.log(), day.date(), good);
            assertThat(order(app, false).path("days").asInt()).isEqualTo(1);
            app.await(Name.DAY_ARCHIVED, Map.of("log", "sms", "rows", "250"));
            assertThat(app.lines(day)).isEqualTo(app.served(day)).hasSize(250);
            assertThat(app.metadata(day).getOrDefault("notes", "")).doesNotContain("incomplete");
            assertThat(notes(app)).doesNotContain("incomplete");
            assertThat(app.failure(day)).isEmpty();
        }
    }

    /** The last try of the night's run, as it comes after a day of waiting. Returns the request for the second page. */
    private SimulatorRequest theNightFails(PackagedApp app) {
        RunId id = RunId.startingAt(Instant.now(), RANDOM);
        Run night = Runs.of(id, Reason.NIGHTLY);
        app.begin(day, night);
        LoggedEvent waiting = app.await(Name.THROTTLED, day);
        assertThat(waiting.value("page")).isEqualTo("1");
        SimulatorRequest second = azure.graph().requests().stream()
                .filter(request -> request.skip() == 100)
                .findFirst()
                .orElseThrow();
        String link = azure.graph().endpoint().resolve(second.uri()).toString();
        Instant aDayAgo = Instant.now().minus(Duration.ofHours(25));
        PageRequest last = PageRequest.first(day, night, 0, aDayAgo)
                .next(link, ChainHash.NONE, new CycleMark(0, 1, 1), aDayAgo)
                .again(new Setbacks(30, 0, 0, 0, Optional.of(aDayAgo)), Instant.now());
        app.send(app.message(last));
        assertThat(app.await(Name.DAY_FAILED, day).value("message"))
                .containsPattern("not valid JSON at byte \\d+ of \\d+, at row 26$");
        return second;
    }

    private Result find() {
        List<String> arguments = List.of(
                "find",
                "--storage",
                azure.azurite().blobServiceUri().toString(),
                "--from",
                day.date().toString(),
                "--to",
                day.date().toString(),
                "--user",
                "0f4e2f0a-0001-4c7e-9a55-8d6f6c1a0001");
        return CallarchiveCommand.person(azure, azure.identity().environment(), "", arguments);
    }

    private BlobContainerClient container() {
        return EmulatedStorage.container(azure.azurite(), "call-logs-failures");
    }

    private List<String> aside() {
        return container().listBlobs().stream()
                .map(BlobItem::getName)
                .filter(name -> name.contains("/unreadable/"))
                .toList();
    }

    private byte[] unpacked(String name) throws IOException {
        byte[] content = container().getBlobClient(name).downloadContent().toBytes();
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return gzip.readAllBytes();
        }
    }

    private List<String> notes(PackagedApp app) throws Exception {
        List<String> notes = new ArrayList<>();
        app.status(day).path("notes").forEach(note -> notes.add(note.asText()));
        return notes;
    }

    private JsonNode order(PackagedApp app, boolean force) throws Exception {
        String body = "{\"from\":\"" + day.date() + "\",\"to\":\"" + day.date() + "\",\"logs\":[\"sms\"],\"force\":"
                + force + "}";
        return JSON.readTree(app.post("/api/backfill", body).body());
    }
}
