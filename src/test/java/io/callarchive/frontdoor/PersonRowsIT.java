package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
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
import io.callarchive.local.storage.EmulatedStorage;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.testing.CallarchiveCommand;
import io.callarchive.testing.CallarchiveCommand.Result;
import io.callarchive.testing.FarFromMidnight;
import io.callarchive.testing.PackagedApp;
import io.callarchive.testing.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command for a person's rows on what the packaged app has archived, and the app on what the command has left. */
@ExtendWith(FarFromMidnight.class)
class PersonRowsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Random RANDOM = new Random();

    private final LocalDate today = LocalDate.now(Clock.systemUTC());
    private final ArchiveDay sms = new ArchiveDay(CallLog.SMS, today.minusDays(2));
    private final ArchiveDay pstn = new ArchiveDay(CallLog.PSTN, today.minusDays(2));

    private LocalAzure azure;
    private PackagedApp app;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        azure = new LocalAzure(new SimulatedTenant(7), Map.of());
        azure.graph().withoutLimits();
        app = PackagedApp.start(
                azure, Map.of("ARCHIVE_LOGS", "sms,pstn", "ARCHIVE_HISTORY_DAYS", "3", "ARCHIVE_REVISIT_DAYS", "2"));
        // As if read on the day after: due for another reading tonight.
        for (ArchiveDay day : List.of(sms, pstn)) {
            app.begin(day, run(day.window().to().plus(Duration.ofHours(4))));
            app.await(Name.DAY_CHECKED, day);
        }
    }

    @AfterEach
    void stop() {
        app.close();
        azure.close();
    }

    @Test
    void aUsersRowsAreFoundExportedAndErasedForGood() throws Exception {
        String user = JSON.readTree(app.served(sms).get(0)).path("userId").asText();
        List<String> smsRows = app.served(sms);
        List<String> pstnRows = app.served(pstn);
        List<String> theirs = new ArrayList<>(naming(user, smsRows));
        theirs.addAll(naming(user, pstnRows));
        assertThat(theirs).hasSizeBetween(10, smsRows.size());

        Result found = byIdentity("find", "--user", user.toUpperCase(Locale.ROOT));
        assertThat(found.exitCode()).as(found.output()).isZero();
        assertThat(counts(found, sms))
                .startsWith(smsRows.size(), naming(user, smsRows).size());
        assertThat(counts(found, pstn))
                .startsWith(pstnRows.size(), naming(user, pstnRows).size());

        Path export = directory.resolve("rows.jsonl");
        Result exported = byIdentity("export", "--user", user, "--out", export.toString());
        assertThat(exported.exitCode()).as(exported.output()).isZero();
        assertThat(Files.readString(export)).isEqualTo(String.join("\n", theirs) + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(export)))
                .isEqualTo("rw-------");
        Result again = byIdentity("export", "--user", user, "--out", export.toString());
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.output()).contains("there already").doesNotContain(export.toString());
        assertThat(Files.readString(export)).hasLineCount(theirs.size());

        Map<String, String> before = app.metadata(sms);
        Result announced = byIdentity("erase", "--user", user);
        assertThat(announced.exitCode()).as(announced.output()).isZero();
        assertThat(announced.output()).contains("With --yes, " + theirs.size() + " rows will be erased from 2 files.");
        assertThat(app.metadata(sms)).isEqualTo(before);
        assertThat(records().listBlobs()).isEmpty();

        Result erased = byIdentity("erase", "--user", user, "--yes");
        assertThat(erased.exitCode()).as(erased.output()).isZero();
        assertThat(erased.output()).contains("earlier versions");
        assertThat(app.lines(sms)).isEqualTo(others(user, smsRows));
        assertThat(app.lines(pstn)).isEqualTo(others(user, pstnRows));
        assertThat(app.metadata(sms))
                .containsEntry("reason", "erasure")
                .containsEntry("state", "erased")
                .doesNotContainKey("checkedAt");
        JsonNode record = theRecord();
        assertThat(record.path("version").asInt()).isEqualTo(1);
        assertThat(record.path("endedAt").asText()).isNotEmpty();
        assertThat(record.path("days")).hasSize(2);
        JsonNode day = record.at("/days/0");
        assertThat(day.path("log").asText()).isEqualTo("sms");
        assertThat(day.path("date").asText()).isEqualTo(sms.date().toString());
        assertThat(day.path("run").asText()).isEqualTo(app.metadata(sms).get("run"));
        assertThat(day.path("rowsBefore").asInt()).isEqualTo(smsRows.size());
        assertThat(day.path("rowsAfter").asInt()).isEqualTo(app.lines(sms).size());
        assertThat(day.path("done").asBoolean()).isTrue();

        Result nothing = byIdentity("erase", "--user", user, "--yes");
        assertThat(nothing.output()).contains("Nothing to erase.");
        assertThat(records().listBlobs()).hasSize(1);
        for (Result result : List.of(found, exported, again, announced, erased, nothing)) {
            assertThat(azure.tenant().orElseThrow().personalStrings()).noneMatch(result.output()::contains);
        }
        assertThat(azure.tenant().orElseThrow().personalStrings()).noneMatch(record.toString()::contains);

        theAppLeavesTheDayAlone();
        forceOverrides(smsRows);
    }

    private void theAppLeavesTheDayAlone() throws Exception {
        String erasure = app.metadata(sms).getOrDefault("run", "");
        // The night reads yesterday, then days that are due, then gaps: with the gap archived, the due day had its
        // turn.
        app.host().fire("DailyArchive");
        app.await(Name.DAY_ARCHIVED, new ArchiveDay(CallLog.PSTN, today.minusDays(3)));
        app.await(Name.DAY_ARCHIVED, new ArchiveDay(CallLog.SMS, today.minusDays(3)));
        LoggedEvent checked = app.await(Name.DAY_CHECKED, Map.of("run", erasure));
        assertThat(checked.value("duplicates")).isEqualTo("0");
        assertThat(app.host().output())
                .noneMatch(line -> line.contains("RUN_STARTED") && line.contains("date=" + sms.date()));
        assertThat(app.awaitMetadata(sms, "checkedAt")).containsKey("checkedAt").containsEntry("run", erasure);

        JsonNode answer = backfill("\"dryRun\":true");
        assertThat(answer.path("days").asInt()).isZero();
        assertThat(answer.at("/skipped/0/reason").asText()).isEqualTo("erased");

        // A run that was under way, and one that somebody put into the queue.
        Run older = run(Instant.now().minus(Duration.ofHours(1)));
        app.begin(sms, older);
        app.await(Name.DAY_SUPERSEDED, Map.of("run", older.id().hex()));
        Run newer = run(Instant.now());
        app.begin(sms, newer);
        app.await(Name.DAY_SUPERSEDED, Map.of("run", newer.id().hex()));
        assertThat(app.metadata(sms)).containsEntry("run", erasure);

        JsonNode status = app.status(sms);
        assertThat(status.path("state").asText()).isEqualTo("erased");
        assertThat(status.hasNonNull("trouble")).isFalse();
    }

    private void forceOverrides(List<String> smsRows) throws Exception {
        assertThat(backfill("\"force\":true").path("days").asInt()).isEqualTo(1);
        app.await(Name.DAY_ARCHIVED, Map.of("date", sms.date().toString(), "state", "settled"));
        assertThat(app.lines(sms)).isEqualTo(smsRows);
    }

    @Test
    void aNumberFromStandardInputIsFoundAndMaskedOnesAreCounted() throws Exception {
        List<String> rows = app.served(pstn);
        String number = rows.stream()
                .map(row -> field(row, "calleeNumber"))
                .filter(value -> value.startsWith("+") && !value.contains("*"))
                .findFirst()
                .orElseThrow();
        long matching =
                rows.stream().filter(row -> row.contains("\"" + number + "\"")).count();
        long masked = rows.stream()
                .filter(row -> row.contains("***") && !row.contains("\"" + number + "\""))
                .count();
        List<String> arguments = List.of(
                "find",
                "--from",
                sms.date().toString(),
                "--to",
                sms.date().toString(),
                "--logs",
                "pstn",
                "--number",
                "-");
        String typed =
                "00" + number.substring(1, 4) + " (" + number.substring(4, 6) + ") " + number.substring(6) + "\n";
        Result found = CallarchiveCommand.person(
                azure, Map.of("ARCHIVE_STORAGE", azure.azurite().connectionString()), typed, arguments);
        assertThat(found.exitCode()).as(found.output()).isZero();
        assertThat(counts(found, pstn)).containsExactly(rows.size(), (int) matching, (int) masked);
        assertThat(found.output()).contains("whether it is the one that is looked for cannot be told");
        assertThat(found.output()).doesNotContain(number);
    }

    @Test
    void whatCannotBeDoneIsSaidInWordsAndByTheExitCode() {
        Result wrong = byIdentity("find", "--user", "anna");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.output()).contains("--user must be an object id").doesNotContain("anna");
        Result help = CallarchiveCommand.person(azure, Map.of(), "", List.of("--help"));
        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).contains("find|export|erase");
        Result noContainer =
                byIdentity("find", "--container", "not-there", "--user", "0f4e2f0a-0001-4c7e-9a55-8d6f6c1a0001");
        assertThat(noContainer.exitCode()).isEqualTo(1);
        assertThat(noContainer.output()).contains("storage answered 404 ContainerNotFound");
    }

    private Result byIdentity(String verb, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                verb,
                "--storage",
                azure.azurite().blobServiceUri().toString(),
                "--from",
                sms.date().toString(),
                "--to",
                sms.date().toString()));
        arguments.addAll(List.of(more));
        return CallarchiveCommand.person(azure, azure.identity().environment(), "", arguments);
    }

    private BlobContainerClient records() {
        return EmulatedStorage.container(azure.azurite(), "call-logs-failures");
    }

    private JsonNode theRecord() throws IOException {
        String name = records().listBlobs().iterator().next().getName();
        assertThat(name).matches("erasures/[0-9a-f]{18}\\.json");
        return JSON.readTree(records().getBlobClient(name).downloadContent().toBytes());
    }

    private JsonNode backfill(String more) throws Exception {
        String body = "{\"from\":\"" + sms.date() + "\",\"to\":\"" + sms.date() + "\",\"logs\":[\"sms\"]," + more + "}";
        return JSON.readTree(app.post("/api/backfill", body).body());
    }

    /** Rows, matching rows and masked ones, as the command prints them for a day. */
    private static List<Integer> counts(Result result, ArchiveDay day) {
        String line = result.output()
                .lines()
                .filter(printed -> printed.startsWith(day.log().label())
                        && printed.contains(day.date().toString()))
                .findFirst()
                .orElseThrow();
        return List.of(line.strip().split(" +")).subList(2, 5).stream()
                .map(Integer::valueOf)
                .toList();
    }

    private static List<String> naming(String user, List<String> rows) {
        return rows.stream().filter(row -> field(row, "userId").equals(user)).toList();
    }

    private static List<String> others(String user, List<String> rows) {
        return rows.stream().filter(row -> !field(row, "userId").equals(user)).toList();
    }

    private static String field(String row, String name) {
        try {
            return JSON.readTree(row).path(name).asText();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Run run(Instant start) {
        return Runs.of(RunId.startingAt(start, RANDOM), Reason.BACKFILL);
    }
}
