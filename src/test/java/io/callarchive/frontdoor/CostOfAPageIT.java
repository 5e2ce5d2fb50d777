package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.QueueServiceClientBuilder;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.check.DayChecker;
import io.callarchive.check.ReadBack;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.dayfile.ParallelReads;
import io.callarchive.graph.GraphClient;
import io.callarchive.graph.GraphEndpoint;
import io.callarchive.graph.GraphRows;
import io.callarchive.graph.NextLinkRule;
import io.callarchive.lake.AzureBlobStore;
import io.callarchive.lake.BlobDays;
import io.callarchive.lake.BlobLake;
import io.callarchive.lake.FailureBlobs;
import io.callarchive.lake.LakeStores;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.storage.EmulatedStorage;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.pages.PageArchiver;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RequestLimits;
import io.callarchive.plan.Signal;
import io.callarchive.queue.AzureCheckQueue;
import io.callarchive.queue.AzureConductorQueue;
import io.callarchive.queue.AzurePageQueue;
import io.callarchive.queue.PageMessages;
import io.callarchive.schema.LogSchema;
import io.callarchive.testing.InMemoryFailures;
import io.callarchive.testing.InMemoryKeptAside;
import io.callarchive.testing.Runs;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a page costs, counted at the clients: requests to Graph are throttled, storage transactions are billed. */
class CostOfAPageIT {
    private final ArchiveDay day =
            new ArchiveDay(CallLog.PSTN, LocalDate.now(Clock.systemUTC()).minusDays(4));

    private final List<String> storageCalls = new CopyOnWriteArrayList<>();
    private final HttpPipelinePolicy counter = (context, next) -> {
        storageCalls.add(operation(context));
        return next.process();
    };

    @Test
    void aPageIsOneGraphRequestOneBlockAndOneMessage() throws IOException {
        try (LocalAzure azure = new LocalAzure(new SimulatedTenant(7, (log, date) -> 1_000), Map.of())) {
            azure.graph().pageSize(300);
            AzurePageQueue queue = new AzurePageQueue(queue(azure, AzurePageQueue.NAME), messages(azure));
            PageArchiver archiver = archiver(azure, queue);
            Run run = Runs.of(RunId.startingAt(Clock.systemUTC().instant(), new Random()), Reason.NIGHTLY);
            queue.send(PageRequest.first(day, run, 0, Instant.now()), Duration.ZERO);

            int pages = 0;
            for (Optional<String> message = next(azure); message.isPresent(); message = next(azure)) {
                storageCalls.clear();
                int asked = azure.graph().requests().size();
                archiver.archive(messages(azure).read(message.get()), line -> {});
                System.out.println("Page " + pages + ": 1 Graph request, storage " + storageCalls);
                assertThat(azure.graph().requests()).hasSize(asked + 1);
                boolean more = pages++ < 2;
                if (more) {
                    assertThat(storageCalls).containsExactly("PUT block", "POST archive-pages");
                }
            }
            assertThat(pages).isGreaterThan(2);
            assertThat(storageCalls)
                    .as("what the day costs once, on its last page")
                    .containsExactly(
                            "PUT block",
                            "GET blocklist",
                            "HEAD blob",
                            "PUT block",
                            "PUT block",
                            "PUT blocklist",
                            "DELETE blob",
                            "POST archive-checks",
                            "POST archive-conductor");
        }
    }

    /** What a night costs for a day that has a file; and what a look at the page does. */
    @Test
    void whatIsOnlyLearnedAboutAFileCostsLessThanARow() throws Exception {
        try (LocalAzure azure = new LocalAzure(new SimulatedTenant(7, (log, date) -> 100), Map.of())) {
            PageArchiver archiver =
                    archiver(azure, new AzurePageQueue(queue(azure, AzurePageQueue.NAME), messages(azure)));
            BlobDays days = new BlobDays(stores(azure), Clock.systemUTC());
            read(archiver, Runs.of(idAt(0), Reason.NIGHTLY));
            RunId writer = idAt(0);

            DayChecker checker = new DayChecker(
                    days,
                    new ReadBack(new GraphRows(), log -> LogSchema.of(log).names()),
                    () -> {},
                    (request, delay) -> {},
                    new InMemoryFailures(),
                    Clock.systemUTC());
            assertThat(calls("A check", () -> checker.check(new CheckRequest(day, writer, 0), line -> {})))
                    .containsExactly("HEAD blob", "HEAD blob", "GET blob", "HEAD blob", "HEAD blob", "PUT blocklist");

            assertThat(calls(
                            "An equal reading",
                            () -> read(archiver, Runs.over(Optional.of(writer), idAt(1), Reason.REVISIT))))
                    .containsExactly(
                            "PUT block",
                            "HEAD blob",
                            "HEAD blob",
                            "HEAD blob",
                            "GET blocklist",
                            "PUT metadata",
                            "DELETE blob",
                            "POST archive-conductor");

            azure.tenant()
                    .orElseThrow()
                    .put(
                            day.log(),
                            day.date(),
                            azure.tenant()
                                    .orElseThrow()
                                    .rows(day.log(), day.date().minusDays(1)));
            List<String> other = calls(
                    "A reading with other rows",
                    () -> read(archiver, Runs.over(Optional.of(writer), idAt(2), Reason.REVISIT)));
            assertThat(other).hasSizeLessThan(40).contains("GET blob", "PUT blocklist", "DELETE blob");

            assertThat(calls(
                            "A look at a log",
                            () -> days.between(day.log(), day.date().minusDays(400), day.date())))
                    .containsExactly("GET list", "GET list");
        }
    }

    private void read(PageArchiver archiver, Run run) {
        archiver.archive(PageRequest.first(day, run, 0, Instant.now()), line -> {});
    }

    private List<String> calls(String what, Runnable work) {
        storageCalls.clear();
        work.run();
        System.out.println(what + ": storage " + storageCalls);
        return List.copyOf(storageCalls);
    }

    private static RunId idAt(int minutes) {
        return RunId.startingAt(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * minutes), new Random(minutes));
    }

    private LakeStores stores(LocalAzure azure) {
        var blobs = new BlobServiceClientBuilder()
                .connectionString(azure.azurite().connectionString())
                .addPolicy(counter)
                .buildClient();
        return new LakeStores(
                new AzureBlobStore(blobs.getBlobContainerClient("call-logs")),
                new AzureBlobStore(blobs.getBlobContainerClient("call-logs-readings")),
                new AzureBlobStore(blobs.getBlobContainerClient("call-logs-records")));
    }

    private PageArchiver archiver(LocalAzure azure, AzurePageQueue queue) {
        TokenCredential credential = request -> Mono.just(new AccessToken(
                azure.identity().token("https://graph.microsoft.com"),
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
        var blobs = new BlobServiceClientBuilder()
                .connectionString(azure.azurite().connectionString())
                .addPolicy(counter)
                .buildClient();
        AzureConductorQueue conductor = new AzureConductorQueue(queue(azure, AzureConductorQueue.NAME));
        Clock clock = Clock.systemUTC();
        return new PageArchiver(
                new GraphClient(endpoint(azure), credential, clock, UUID::randomUUID),
                new BlobLake(stores(azure), clock, "test"),
                queue,
                new InMemoryKeptAside(),
                new FailureBlobs(
                        blobs.getBlobContainerClient("call-logs-failures"), new ParallelReads(Runnable::run), clock),
                new AzureCheckQueue(queue(azure, AzureCheckQueue.NAME)),
                end -> conductor.send(new Signal.ChainEnded(end), Duration.ZERO),
                new RequestLimits(100_000),
                clock);
    }

    private QueueClient queue(LocalAzure azure, String name) {
        return new QueueServiceClientBuilder()
                .connectionString(azure.azurite().connectionString())
                .messageEncoding(QueueMessageEncoding.NONE)
                .addPolicy(counter)
                .buildClient()
                .getQueueClient(name);
    }

    private static PageMessages messages(LocalAzure azure) {
        return new PageMessages(new NextLinkRule(endpoint(azure)));
    }

    private static GraphEndpoint endpoint(LocalAzure azure) {
        return GraphEndpoint.parse(azure.graph().endpoint().toString());
    }

    /** Takes the next message as the Functions host does; its requests are not the app's. */
    private static Optional<String> next(LocalAzure azure) {
        var queue = EmulatedStorage.queue(azure.azurite(), AzurePageQueue.NAME);
        return Optional.ofNullable(queue.receiveMessage()).map(message -> {
            queue.deleteMessage(message.getMessageId(), message.getPopReceipt());
            return message.getBody().toString();
        });
    }

    private static String operation(HttpPipelineCallContext context) {
        HttpRequest request = context.getHttpRequest();
        String query = String.valueOf(request.getUrl().getQuery());
        String path = request.getUrl().getPath();
        String what = query.contains("comp=blocklist")
                ? "blocklist"
                : query.contains("comp=block&")
                        ? "block"
                        : query.contains("comp=metadata")
                                ? "metadata"
                                : query.contains("comp=list")
                                        ? "list"
                                        : path.endsWith("/messages") ? queueOf(path) : "blob";
        return request.getHttpMethod() + " " + what;
    }

    private static String queueOf(String path) {
        String[] parts = path.split("/", -1);
        return parts[parts.length - 2];
    }
}
