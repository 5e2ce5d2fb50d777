package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.json.Json;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.storage.EmulatedStorage;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.queue.CheckMessages;
import io.callarchive.queue.ConductorMessages;
import io.callarchive.testing.AccountForms;
import io.callarchive.testing.AccountSnapshot;
import io.callarchive.testing.AccountSnapshot.StoredBlob;
import io.callarchive.testing.CallarchiveCommand;
import io.callarchive.testing.CallarchiveCommand.Result;
import io.callarchive.testing.FarFromMidnight;
import io.callarchive.testing.PackagedApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The storage accounts that released versions have left, and this version on them. With {@code -Dversions.write=0.2.0}
 * this version leaves its own.
 */
@ExtendWith(FarFromMidnight.class)
class VersionBeforeIT {
    private static final Path VERSIONS = Path.of("src/test/resources/versions");

    private static final Pattern DAY = Pattern.compile("log=(.+)/date=([0-9-]+)/");

    private LocalAzure azure;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        azure = new LocalAzure(new SimulatedTenant(7, (log, date) -> AccountInUse.ROWS), Map.of());
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    /** From the oldest to the newest. */
    static List<Path> versions() throws IOException {
        try (Stream<Path> folders = Files.list(VERSIONS)) {
            return folders.sorted(Comparator.comparing(VersionBeforeIT::numbers, Arrays::compare))
                    .toList();
        }
    }

    private static int[] numbers(Path version) {
        return Pattern.compile("\\D+")
                .splitAsStream(version.getFileName().toString())
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    @Test
    void whatIsWrittenIsOfTheFormOfTheNewestVersion() throws Exception {
        String version = System.getProperty("versions.write");
        Path written = version == null ? folder : VERSIONS.resolve(version);
        new AccountInUse(azure, LocalDate.now(Clock.systemUTC())).saveTo(written);
        List<Path> all = versions();
        SortedSet<String> before = AccountForms.of(all.get(all.size() - 1));
        SortedSet<String> now = AccountForms.of(written);
        assertThat(Stream.concat(
                        before.stream().filter(line -> !now.contains(line)).map(line -> "no more: " + line),
                        now.stream().filter(line -> !before.contains(line)).map(line -> "new: " + line)))
                .as("a form that has changed needs a reader of the one before, or a line in the changelog")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void whatAVersionHasLeftIsReadAndGoneOnWith(Path version) throws Exception {
        AccountSnapshot account = AccountSnapshot.read(version);
        account.restore(version, azure);
        azure.graph().pageSize(AccountInUse.PAGE_SIZE);
        azure.graph().withoutLimits();
        try (PackagedApp app = PackagedApp.start(azure, AccountInUse.SETTINGS)) {
            filesAreKnown(app, account);
            failuresAreKnown(app, account);
            theChainIsProven(account);
            theRunInTheMiddleIsFinished(app, account);
        }
        assertThat(account.messagesOf(AccountInUse.CONDUCTOR))
                .hasSize(2)
                .allSatisfy(
                        text -> assertThat(new ConductorMessages().read(text)).isNotNull());
        assertThat(account.messagesOf(AccountInUse.CHECKS))
                .hasSize(1)
                .allSatisfy(text -> assertThat(new CheckMessages().read(text)).isNotNull());
    }

    private void filesAreKnown(PackagedApp app, AccountSnapshot account) throws Exception {
        for (StoredBlob file : files(account)) {
            JsonNode day = app.status(dayOf(file));
            Map<String, String> metadata = app.metadata(dayOf(file));
            assertThat(day.path("state").asText()).isEqualTo(metadata.get("state"));
            assertThat(day.path("rows").asText()).isEqualTo(metadata.get("rows"));
            assertThat(day.path("readings"))
                    .hasSize(metadata.getOrDefault("readings", "").split(" ").length);
            assertThat(day.path("checkedAt").asText()).isEqualTo(metadata.get("checkedAt"));
            assertThat(app.lines(dayOf(file))).hasSize(day.path("rows").asInt());
        }
    }

    private void failuresAreKnown(PackagedApp app, AccountSnapshot account) throws Exception {
        List<String> codes = new ArrayList<>();
        for (StoredBlob failure : blobs(account, "call-logs-failures", "failure.json")) {
            codes.add(app.status(dayOf(failure)).at("/trouble/code").asText());
        }
        assertThat(codes).contains("NotFound").doesNotContain("");
        Result search = callarchive(account, "person", "find", "--user", "0f4e2f0a-0001-4c7e-9a55-8d6f6c1a0001");
        assertThat(search.output())
                .contains(
                        "NOT SEARCHED",
                        blobs(account, "call-logs-failures", ".json.gz").get(0).name());
    }

    private void theChainIsProven(AccountSnapshot account) {
        Result result = callarchive(account, "verify");
        assertThat(result.output())
                .contains("2 digests; ", "rows were removed by an erasure: 25 rows before, 22 after", "  sound\n");
        assertThat(result.output().lines().filter(line -> line.startsWith("WRONG")))
                .allSatisfy(line -> assertThat(line).contains("not archived: "));
    }

    /** From the page that it waited for, over the pages that the version before had staged. */
    private void theRunInTheMiddleIsFinished(PackagedApp app, AccountSnapshot account) {
        JsonNode message = Json.tree(account.messagesOf(AccountInUse.PAGES).get(0));
        ArchiveDay day = day(message.path("log").asText(), message.path("date").asText());
        account.send(AccountInUse.PAGES, azure);
        assertThat(app.awaitEnd(day).value("run")).isEqualTo(message.path("run").asText());
        assertThat(app.lines(day)).isEqualTo(app.served(day)).hasSize(AccountInUse.ROWS);
        assertThat(azure.graph().requests())
                .filteredOn(
                        request -> request.uri().toString().contains(day.date().toString()))
                .isNotEmpty()
                .noneMatch(request -> request.skip() < AccountInUse.PAGE_SIZE);
        app.await(Name.ORDER_ENDED, Map.of("order", order(account)));
        assertThat(EmulatedStorage.container(azure.azurite(), "call-logs-plan")
                        .getBlobClient("order=" + order(account) + ".json")
                        .exists())
                .isFalse();
    }

    private static String order(AccountSnapshot account) {
        String name = blobs(account, "call-logs-plan", ".json").stream()
                .map(StoredBlob::name)
                .filter(blob -> blob.startsWith("order="))
                .findFirst()
                .orElseThrow();
        return name.substring("order=".length(), name.length() - ".json".length());
    }

    private static List<StoredBlob> files(AccountSnapshot account) {
        return blobs(account, "call-logs", ".json.gz");
    }

    private static List<StoredBlob> blobs(AccountSnapshot account, String container, String end) {
        List<StoredBlob> found = account.blobs().stream()
                .filter(blob ->
                        blob.container().equals(container) && blob.name().endsWith(end))
                .toList();
        assertThat(found).as(container + " *" + end).isNotEmpty();
        return found;
    }

    private static ArchiveDay dayOf(StoredBlob blob) {
        Matcher path = DAY.matcher(blob.name());
        assertThat(path.find()).as(blob.name()).isTrue();
        return day(path.group(1), path.group(2));
    }

    private static ArchiveDay day(String log, String date) {
        return new ArchiveDay(CallLog.ofLabel(log).orElseThrow(), LocalDate.parse(date));
    }

    private Result callarchive(AccountSnapshot account, String... words) {
        List<LocalDate> dates =
                files(account).stream().map(file -> dayOf(file).date()).sorted().toList();
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--logs", "sms,pstn", "--from", dates.get(0).toString()));
        arguments.addAll(List.of("--to", dates.get(dates.size() - 1).toString()));
        return CallarchiveCommand.run(
                azure, Map.of("ARCHIVE_STORAGE", azure.azurite().connectionString()), "", arguments);
    }
}
