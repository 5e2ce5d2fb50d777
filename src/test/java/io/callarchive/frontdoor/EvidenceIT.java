package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Sha256;
import io.callarchive.lake.DayPath;
import io.callarchive.local.run.LoggedEvent;
import io.callarchive.local.simulator.VaultSimulator;
import io.callarchive.local.storage.EmulatedStorage;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.testing.CallarchiveCommand;
import io.callarchive.testing.CallarchiveCommand.Result;
import io.callarchive.testing.PackagedApp;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an auditor can prove of an archive, with the app's own digests, and what is found after somebody has cheated. */
class EvidenceIT extends OwnTenant {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration SOON = Duration.ofSeconds(60);

    private final ArchiveDay first = new ArchiveDay(CallLog.SMS, today.minusDays(3));
    private final ArchiveDay second = new ArchiveDay(CallLog.SMS, today.minusDays(2));
    private final List<ArchiveDay> days = Stream.of(CallLog.SMS, CallLog.PSTN)
            .flatMap(log -> Stream.of(3, 2, 1).map(age -> new ArchiveDay(log, today.minusDays(age))))
            .toList();

    @TempDir
    private Path folder;

    @Test
    void whatIsArchivedIsProvenOfflineAndWhatIsChangedIsFound() throws Exception {
        try (PackagedApp app = archived()) {
            LoggedEvent digest = digest(app, 1);
            Result online = callarchive("verify");
            assertThat(online.exitCode()).as(online.output()).isZero();
            assertThat(online.output())
                    .contains("1 digests; the newest is number 1 of ", "SHA-256 " + digest.value("sha256"))
                    .contains("6 days: 6 sound.", "\nSound.");

            String user = JSON.readTree(app.served(first).get(0)).path("userId").asText();
            Result erased = byIdentity("person", "erase", "--user", user, "--yes");
            assertThat(erased.exitCode()).as(erased.output()).isZero();
            assertThat(app.post(
                                    "/api/backfill",
                                    "{\"from\":\"" + second.date() + "\",\"to\":\"" + second.date()
                                            + "\",\"logs\":[\"sms\"],\"force\":true}")
                            .statusCode())
                    .isEqualTo(202);
            digest(app, 2);
            app.await(Name.ORDER_ENDED, Map.of());
            // The night asks for the checks of what the erasure has written.
            app.host().fire("DailyArchive");
            for (ArchiveDay day : days) {
                assertThat(app.awaitMetadata(day, "sha256")).containsKey("sha256");
            }
            digest(app, 3);
            Result after = callarchive("verify", "--anchor", "1:" + digest.value("sha256"));
            assertThat(after.output())
                    .contains("rows were removed by an erasure: ")
                    .doesNotContain("WRONG");
            assertThat(after.exitCode()).as(after.output()).isZero();

            reports(app, user);
            copiesAreSpoilt(user);
            metadataIsEdited(app);
            logHoldsNothingPersonal(app);
        }
    }

    private void reports(PackagedApp app, String user) throws Exception {
        String span = "from=" + first.date() + "&to=" + today.minusDays(1);
        JsonNode report = JSON.readTree(app.get("/api/report?" + span).body());
        assertThat(report.path("days")).hasSize(6);
        JsonNode day = report.path("days").get(0);
        assertThat(day.path("date").asText()).isEqualTo(first.date().toString());
        assertThat(day.path("state").asText()).isEqualTo("erased");
        assertThat(day.path("why").asText()).startsWith("rows were removed by an erasure of ");
        assertThat(day.at("/file/sha256").asText()).hasSize(64);
        assertThat(report.path("days").get(1).at("/file/order").asText())
                .isEqualTo(second.date() + "." + second.date() + ".sms.force");
        assertThat(report.path("orders").findValuesAsText("action")).contains("erase", "backfill");
        assertThat(report.path("orders").findValuesAsText("who")).contains("function-key");
        assertThat(report.toString()).doesNotContain(user);
        assertThat(report.path("cannotBeKnown").asText()).contains("never handed out");

        HttpResponse<String> csv = app.get("/api/report?format=csv&" + span);
        assertThat(csv.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(csv.body()).startsWith("log,date,state,rows,").contains("\r\n");
        assertThat(csv.body().split("\r\n", -1)).hasSize(8);
        HttpResponse<String> page = app.get("/api/report?format=html&" + span);
        assertThat(page.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'; style-src 'sha256-"));
        assertThat(page.body()).contains("<h2>What cannot be known</h2>").doesNotContain("<script");
        assertThat(app.get("/api/report?format=pdf&" + span).statusCode()).isEqualTo(400);

        Path bag = folder.resolve("bag");
        Result made = callarchive("report", "--bag", bag.toString());
        assertThat(made.exitCode()).as(made.output()).isZero();
        Process check = new ProcessBuilder("sha256sum", "--check", "--strict", "manifest-sha256.txt")
                .directory(bag.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("data/files/" + DayPath.ofFile(first) + ": OK", "data/report.csv: OK");
        assertThat(check.waitFor()).isZero();
    }

    /** Who may write to the container takes a row out of what is known of a file: the next digest shows that it went. */
    private void metadataIsEdited(PackagedApp app) {
        ArchiveDay day = days.get(2);
        Map<String, String> written =
                new HashMap<>(app.file(day).getProperties().getMetadata());
        written.put("rows", Integer.toString(Integer.parseInt(written.getOrDefault("rows", "0")) - 1));
        app.file(day).setMetadata(written);
        digest(app, 4);
        Result result = callarchive("verify");
        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output())
                .contains("WRONG  sms             " + day.date(), "its metadata was changed between digest ");
    }

    private void copiesAreSpoilt(String user) throws Exception {
        Path good = folder.resolve("good");
        download("call-logs", good.resolve("files"));
        download("call-logs-digests", good.resolve("digests"));
        assertThat(offline(good).exitCode()).isZero();

        Path flipped = copy(good, "flipped");
        Path file = flipped.resolve("files").resolve(DayPath.ofFile(second));
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
        found(flipped, "WRONG  sms             " + second.date(), "it is not the file of digest ");

        Path swapped = copy(good, "swapped");
        Path other = swapped.resolve("files").resolve(DayPath.ofFile(days.get(3)));
        Files.move(swapped.resolve("files").resolve(DayPath.ofFile(second)), folder.resolve("aside"));
        Files.move(other, swapped.resolve("files").resolve(DayPath.ofFile(second)));
        Files.move(folder.resolve("aside"), other);
        found(swapped, "it is the file of pstn " + days.get(3).date(), "it is the file of sms " + second.date());

        Path removed = copy(good, "removed");
        Files.delete(removed.resolve("digests/digest-0000000002.json"));
        found(removed, "WRONG  digest 2 is missing");

        Path foreign = copy(good, "foreign");
        SimulatedTenant others = new SimulatedTenant(99, (log, date) -> 300);
        try (OutputStream gzip = new GZIPOutputStream(
                Files.newOutputStream(foreign.resolve("files").resolve(DayPath.ofFile(second))))) {
            for (byte[] line : others.lines(CallLog.SMS, second.date())) {
                gzip.write(line);
                gzip.write('\n');
            }
        }
        found(foreign, "nor any other that a digest knows");

        Path cut = copy(good, "cut");
        Files.delete(cut.resolve("digests/digest-0000000002.json"));
        Files.delete(cut.resolve("digests/digest-0000000003.json"));
        found(cut, "it is not the file of digest 1 of ");

        // It fits itself: only who has kept a hash elsewhere, or has a key, can tell.
        Path rewritten = copy(good, "rewritten");
        String anchor = "3:" + Sha256.hex(Files.readAllBytes(good.resolve("digests/digest-0000000003.json")));
        rewrite(rewritten.resolve("digests"));
        assertThat(offline(rewritten).exitCode()).isZero();
        assertThat(offline(rewritten, "--anchor", anchor).output())
                .contains("WRONG  digest 3 is not the one that --anchor names");
        assertThat(offline(good, "--anchor", anchor).exitCode()).isZero();

        Path missing = copy(good, "missing");
        Files.delete(missing.resolve("files").resolve(DayPath.ofFile(second)));
        found(missing, "the file of digest ", " is not there");

        Path edited = copy(good, "edited");
        Path journal = edited.resolve("digests/journal-" + YearMonth.from(today) + ".jsonl");
        Files.writeString(journal, Files.readString(journal).replace("\"erase\"", "\"cancel\""));
        found(edited, "WRONG  the journal of ", "the journal tells of no erasure");
        assertThat(offline(edited).output()).doesNotContain(user);

        Path none = copy(good, "none");
        try (Stream<Path> digests = Files.list(none.resolve("digests"))) {
            for (Path digest : digests.toList()) {
                Files.delete(digest);
            }
        }
        found(none, "WRONG  there is no digest", "there is a file, and no digest speaks of it");
        Result json =
                run(List.of("verify", "--json", "--files", good + "/files", "--digests", good + "/digests"), Map.of());
        assertThat(JSON.readTree(json.output()).path("sound").asBoolean()).isTrue();
        assertThat(JSON.readTree(json.output()).path("days")).hasSize(6);
    }

    @Test
    void whatIsHeldIsNotErasedAndEverybodySeesWhoHoldsIt() throws Exception {
        try (PackagedApp app = archived()) {
            String user = JSON.readTree(app.served(first).get(0)).path("userId").asText();
            Result held = byIdentity("hold", "add", "--reason", "matter 7");
            assertThat(held.exitCode()).as(held.output()).isZero();
            assertThat(held.output()).containsPattern("Held: [0-9a-f-]{36}\\.");
            String id = held.output().replaceAll("(?s)Held: ([0-9a-f-]{36}).*", "$1");

            Result refused = byIdentity("person", "erase", "--user", user, "--yes");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output()).contains("by the legal hold " + id).doesNotContain(user);
            assertThat(app.metadata(first)).doesNotContainEntry("state", "erased");
            Result list = account("hold", "list");
            assertThat(list.output()).contains(id, "matter 7");
            JsonNode report =
                    JSON.readTree(app.get("/api/report?from=" + first.date()).body());
            assertThat(report.at("/holds/0/detail").asText()).isEqualTo("matter 7");
            assertThat(JSON.readTree(
                                    app.get("/api/archive?from=" + first.date()).body())
                            .at("/holds/0/reason")
                            .asText())
                    .isEqualTo("matter 7");

            assertThat(account("hold", "remove", id).exitCode()).isZero();
            assertThat(account("hold", "list").output()).contains("No hold stands.");
            assertThat(byIdentity("person", "erase", "--user", user, "--yes").exitCode())
                    .isZero();
        }
    }

    @Test
    void digestsAreSignedByAKeyThatStaysInItsVault() throws Exception {
        Map<String, String> settings = Map.of("ARCHIVE_LOGS", "sms", "ARCHIVE_HISTORY_DAYS", "0");
        try (VaultSimulator vault = new VaultSimulator();
                PackagedApp app = PackagedApp.start(azure, signedBy(vault, settings))) {
            Path key = Files.writeString(folder.resolve("key.pem"), vault.publicKey());
            vault.refuse(true);
            digest(app, 1);
            app.host().awaitLine("Key Vault answered 403; the identity needs Key Vault Crypto User", SOON);
            assertThat(chain("--key", key.toString()).output()).contains("WRONG  digest 1 is not signed");

            vault.refuse(false);
            app.host().fire("DailyArchive");
            ArchiveDay yesterday = new ArchiveDay(CallLog.SMS, today.minusDays(1));
            app.await(Name.DAY_CHECKED, yesterday);
            assertThat(app.awaitMetadata(yesterday, "sha256")).containsKey("sha256");
            app.awaitRest();
            digest(app, 2);
            BlobContainerClient digests = EmulatedStorage.container(azure.azurite(), "call-logs-digests");
            await(() -> digests.getBlobClient("digest-0000000001.jws").exists());
            Result signed = chain("--key", key.toString());
            assertThat(signed.output()).doesNotContain("signed", "WRONG");
            assertThat(signed.exitCode()).as(signed.output()).isZero();

            try (VaultSimulator other = new VaultSimulator()) {
                Path wrong = Files.writeString(folder.resolve("wrong.pem"), other.publicKey());
                assertThat(chain("--key", wrong.toString()).output())
                        .contains("WRONG  digest 1 is not what that key has signed");
            }
            assertThat(chain("--key", "none.pem").exitCode()).isEqualTo(2);
        }
    }

    @Test
    void whatCannotBeWrittenDownIsNotDone() throws Exception {
        try (PackagedApp app = PackagedApp.start(azure, Map.of("ARCHIVE_CONTAINER", "not-there"))) {
            String order = "{\"from\":\"" + second.date() + "\",\"to\":\"" + second.date() + "\",\"logs\":[\"sms\"]}";
            HttpResponse<String> refused = app.post("/api/backfill", order);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(JSON.readTree(refused.body()).path("detail").asText())
                    .startsWith("nothing was done, because it could not be written into the journal first: ")
                    .contains("ContainerNotFound");
        }
    }

    private static Map<String, String> signedBy(VaultSimulator vault, Map<String, String> settings) {
        Map<String, String> more = new HashMap<>(settings);
        more.put("ARCHIVE_EVIDENCE_KEY", vault.keyId().toString());
        return more;
    }

    private Result chain(String... more) {
        String yesterday = today.minusDays(1).toString();
        List<String> arguments =
                new ArrayList<>(List.of("verify", "--logs", "sms", "--from", yesterday, "--to", yesterday));
        arguments.addAll(List.of(more));
        return account(arguments.toArray(String[]::new));
    }

    private static void await(BooleanSupplier wanted) throws InterruptedException {
        for (int look = 0; look < 100 && !wanted.getAsBoolean(); look++) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        assertThat(wanted.getAsBoolean()).isTrue();
    }

    private PackagedApp archived() throws Exception {
        PackagedApp app = PackagedApp.start(
                azure, Map.of("ARCHIVE_LOGS", "sms,pstn", "ARCHIVE_HISTORY_DAYS", "3", "ARCHIVE_REVISIT_DAYS", "2"));
        app.host().fire("DailyArchive");
        for (ArchiveDay day : days) {
            app.await(Name.DAY_CHECKED, day);
            app.awaitMetadata(day, "sha256");
        }
        app.awaitRest();
        return app;
    }

    private static LoggedEvent digest(PackagedApp app, int sequence) {
        app.host().fire("WriteDigest");
        return app.await(Name.DIGEST_WRITTEN, Map.of("sequence", Integer.toString(sequence)));
    }

    /** As many words as there are, all of them. */
    private void found(Path copy, String... words) throws IOException {
        Result result = offline(copy);
        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output()).contains(words).contains("NOT SOUND.");
    }

    private Result offline(Path copy, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("verify", "--files", copy + "/files", "--digests", copy + "/digests"));
        arguments.addAll(List.of(more));
        return run(arguments, Map.of());
    }

    /** The second digest says something else, and the third follows it. */
    private static void rewrite(Path digests) throws IOException {
        Path second = digests.resolve("digest-0000000002.json");
        ObjectNode forged = (ObjectNode) JSON.readTree(second.toFile());
        Files.write(second, JSON.writeValueAsBytes(forged.put("app", "forged")));
        Path third = digests.resolve("digest-0000000003.json");
        ObjectNode next = (ObjectNode) JSON.readTree(third.toFile());
        Files.write(third, JSON.writeValueAsBytes(next.put("previous", Sha256.hex(Files.readAllBytes(second)))));
    }

    private Result callarchive(String verb, String... more) {
        List<String> arguments = new ArrayList<>(List.of(verb));
        arguments.addAll(List.of(more));
        return run(arguments, Map.of("ARCHIVE_STORAGE", azure.azurite().connectionString()));
    }

    private Result byIdentity(String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--storage", azure.azurite().blobServiceUri().toString()));
        return run(arguments, azure.identity().environment());
    }

    /** Without days. */
    private Result account(String... words) {
        return CallarchiveCommand.run(
                azure, Map.of("ARCHIVE_STORAGE", azure.azurite().connectionString()), "", List.of(words));
    }

    private Result run(List<String> words, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>(words);
        arguments.addAll(List.of(
                "--from", first.date().toString(), "--to", today.minusDays(1).toString(), "--logs", "sms,pstn"));
        return CallarchiveCommand.run(azure, environment, "", arguments);
    }

    private void download(String container, Path target) throws IOException {
        BlobContainerClient blobs = EmulatedStorage.container(azure.azurite(), container);
        for (var blob : blobs.listBlobs()) {
            Path file = target.resolve(blob.getName());
            Files.createDirectories(file.getParent());
            Files.write(
                    file, blobs.getBlobClient(blob.getName()).downloadContent().toBytes());
        }
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = folder.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
        return to;
    }
}
