package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.PeekedMessageItem;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.json.Json;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.run.LoggedEvent;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.local.storage.EmulatedStorage;
import io.callarchive.pages.PageRequest;
import io.callarchive.queue.CheckMessages;
import io.callarchive.retry.Setbacks;
import io.callarchive.testing.AccountSnapshot;
import io.callarchive.testing.CallarchiveCommand;
import io.callarchive.testing.PackagedApp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** A storage account in which the packaged app has left one of everything, in the middle of its work. */
final class AccountInUse {
    static final String CONDUCTOR = "archive-conductor";
    static final String PAGES = "archive-pages";
    static final String CHECKS = "archive-checks";

    /** Three pages a day. */
    static final int ROWS = 25;

    static final int PAGE_SIZE = 10;

    static final Map<String, String> SETTINGS = Map.of("ARCHIVE_LOGS", "sms,pstn");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Random RANDOM = new Random();

    private final LocalAzure azure;
    private final Map<String, List<String>> messages = new TreeMap<>();

    /** Read twice, and its file was replaced by an order. */
    private final ArchiveDay replaced;

    /** Its answer is no page. */
    private final ArchiveDay failed;

    /** One of its answers was kept aside. */
    private final ArchiveDay incomplete;

    /** A user's rows were erased from it. */
    private final ArchiveDay erased;

    /** Ordered; its first page is staged, its second one waits for Graph. */
    private final ArchiveDay waiting;

    AccountInUse(LocalAzure azure, LocalDate today) {
        this.azure = azure;
        this.replaced = new ArchiveDay(CallLog.SMS, today.minusDays(6));
        this.failed = new ArchiveDay(CallLog.SMS, today.minusDays(5));
        this.incomplete = new ArchiveDay(CallLog.SMS, today.minusDays(4));
        this.erased = new ArchiveDay(CallLog.PSTN, today.minusDays(4));
        this.waiting = new ArchiveDay(CallLog.SMS, today.minusDays(3));
        azure.graph().withoutLimits();
        azure.graph().pageSize(PAGE_SIZE);
    }

    /** Fills the account, and writes it into the folder. */
    void saveTo(Path folder) throws Exception {
        azure.tenant().orElseThrow().holdBack(replaced.log(), replaced.date(), 1);
        messagesThatNobodyTakes();
        try (PackagedApp app = PackagedApp.start(azure, SETTINGS)) {
            aFileThatAnOrderReplaces(app);
            aFailure(app);
            anAnswerKeptAside(app);
            app.begin(erased, run(Optional.empty()));
            app.await(Name.DAY_CHECKED, erased);
            app.awaitMetadata(erased, "sha256");
            digest(app, 1);
            anErasure(app);
            digest(app, 2);
            aRunInTheMiddle(app);
            app.host().kill();
        }
        messages.put(PAGES, List.of(seen(PAGES, waiting.date().toString())));
        AccountSnapshot.save(azure, messages, folder);
    }

    private void messagesThatNobodyTakes() {
        Map<String, String> deaf = Map.of(
                "AzureWebJobs.Conduct.Disabled", "true",
                "AzureWebJobs.CheckDay.Disabled", "true",
                "ARCHIVE_LOGS", "sms,pstn");
        try (PackagedApp app = PackagedApp.start(azure, deaf)) {
            app.begin(replaced, run(Optional.empty()));
            app.await(Name.DAY_ARCHIVED, replaced);
            app.host().fire("DailyArchive");
            messages.put(CONDUCTOR, List.of(seen(CONDUCTOR, "\"chain\":"), seen(CONDUCTOR, "\"night\":\"")));
            messages.put(CHECKS, List.of(seen(CHECKS, replaced.date().toString())));
        }
        EmulatedStorage.queue(azure.azurite(), CONDUCTOR).clearMessages();
        EmulatedStorage.queue(azure.azurite(), CHECKS).clearMessages();
    }

    private void aFileThatAnOrderReplaces(PackagedApp app) throws Exception {
        EmulatedStorage.queue(azure.azurite(), CHECKS)
                .sendMessage(messages.getOrDefault(CHECKS, List.of()).get(0));
        app.await(Name.DAY_CHECKED, replaced);
        azure.tenant().orElseThrow().release(replaced.log(), replaced.date());
        order(app, replaced, true);
        LoggedEvent second =
                app.await(Name.DAY_ARCHIVED, Map.of("date", replaced.date().toString(), "rows", "" + ROWS));
        app.await(Name.DAY_CHECKED, Map.of("run", second.value("run")));
        app.awaitMetadata(replaced, "sha256");
        app.await(Name.ORDER_ENDED, Map.of());
    }

    private void aFailure(PackagedApp app) {
        String date = failed.date().toString();
        azure.graph()
                .answer(request -> request.uri().toString().contains(date)
                        ? Optional.of(SimulatorAnswer.error(request, 404, "NotFound", "There is no such day."))
                        : Optional.empty());
        app.begin(failed, run(Optional.empty()));
        app.awaitFailure(failed);
    }

    private void anAnswerKeptAside(PackagedApp app) {
        List<byte[]> rows = new ArrayList<>(azure.tenant().orElseThrow().rows(incomplete.log(), incomplete.date()));
        String row = new String(rows.get(1), StandardCharsets.UTF_8);
        rows.set(1, ("{\"score\":NaN," + row.substring(1)).getBytes(StandardCharsets.UTF_8));
        azure.tenant().orElseThrow().put(incomplete.log(), incomplete.date(), rows);
        // The last try of a run that a person has forced, as it comes after a day of waiting.
        Instant aDayAgo = Instant.now().minus(Duration.ofHours(25));
        app.send(app.message(PageRequest.first(incomplete, run(Optional.of(aDayAgo)), 0, aDayAgo)
                .again(new Setbacks(30, 0, 0, 0, Optional.of(aDayAgo)), Instant.now())));
        app.await(Name.DAY_ARCHIVED, incomplete);
        app.await(Name.DAY_CHECKED, incomplete);
        app.awaitMetadata(incomplete, "sha256");
    }

    private void anErasure(PackagedApp app) throws Exception {
        String user = Json.tree(app.served(erased).get(0)).path("userId").asText();
        CallarchiveCommand.Result done = CallarchiveCommand.person(
                azure,
                azure.identity().environment(),
                "",
                List.of(
                        "erase",
                        "--storage",
                        azure.azurite().blobServiceUri().toString(),
                        "--from",
                        erased.date().toString(),
                        "--to",
                        erased.date().toString(),
                        "--logs",
                        "pstn",
                        "--user",
                        user,
                        "--yes"));
        assertThat(done.exitCode()).as(done.output()).isZero();
        RunId erasure = new RunId(app.metadata(erased).getOrDefault("run", ""));
        EmulatedStorage.queue(azure.azurite(), CHECKS)
                .sendMessage(new CheckMessages().write(new CheckRequest(erased, erasure, 0)));
        app.await(Name.DAY_CHECKED, Map.of("run", erasure.hex()));
        app.awaitMetadata(erased, "sha256");
    }

    private void aRunInTheMiddle(PackagedApp app) throws Exception {
        String date = waiting.date().toString();
        azure.graph()
                .answer(request -> request.uri().toString().contains(date) && request.skip() == PAGE_SIZE
                        ? Optional.of(SimulatorAnswer.throttled(request, 3))
                        : Optional.empty());
        order(app, waiting, false);
        app.await(Name.THROTTLED, waiting);
        // The second one is what the message says that the first has sent.
        await(() -> app.events(Name.THROTTLED, waiting).size() > 1);
        String schedule = "schedule.json";
        await(() -> EmulatedStorage.container(azure.azurite(), "call-logs-plan")
                .getBlobClient(schedule)
                .downloadContent()
                .toString()
                .contains("\"sent\":[0]"));
    }

    private static void digest(PackagedApp app, int sequence) {
        app.host().fire("WriteDigest");
        app.await(Name.DIGEST_WRITTEN, Map.of("sequence", Integer.toString(sequence)));
    }

    private static void order(PackagedApp app, ArchiveDay day, boolean force) throws Exception {
        String body = "{\"from\":\"" + day.date() + "\",\"to\":\"" + day.date() + "\",\"logs\":[\"" + day.log()
                + "\"],\"force\":" + force + "}";
        var answer = app.post("/api/backfill", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** A message that nobody works on; it stays. */
    private String seen(String queueName, String part) {
        QueueClient queue = EmulatedStorage.queue(azure.azurite(), queueName);
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            for (PeekedMessageItem message : queue.peekMessages(32, null, null)) {
                String text = message.getBody().toString();
                if (text.contains(part)) {
                    return text;
                }
            }
        }
        throw new AssertionError("no message with " + part + " in " + queueName);
    }

    private static void await(BooleanSupplier wanted) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!wanted.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
        }
    }

    private static Run run(Optional<Instant> forcedAt) {
        return new Run(
                RunId.startingAt(Instant.now(), RANDOM),
                0,
                Reason.BACKFILL,
                1,
                false,
                forcedAt,
                false,
                Optional.empty());
    }
}
