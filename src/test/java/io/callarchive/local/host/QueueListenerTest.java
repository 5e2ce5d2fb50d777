package io.callarchive.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import io.callarchive.local.simulator.IdentityEndpoint;
import io.callarchive.local.storage.Azurite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueListenerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LEASE = Duration.ofSeconds(3);

    @TempDir
    private static Path temporary;

    private static Azurite azurite;
    private static StagedApp app;

    private final String name = "work-" + UUID.randomUUID();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private @Nullable QueueListener listener;

    @BeforeAll
    static void start() throws Exception {
        azurite = Azurite.account();
        app = TinyApp.in(temporary)
                .function("Work", TinyFunctions.QUEUE, TinyFunctions.WORK)
                .load(Map.of("WORK_QUEUE", "any"));
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @AfterEach
    void stopListening() throws InterruptedException {
        if (listener != null) {
            listener.stop();
            listener.awaitIdle(Duration.ofSeconds(5));
        }
    }

    @Test
    void deletesAMessageWhenTheFunctionReturns() throws Exception {
        QueueClient queue = created(name);
        queue.sendMessage("one");

        listen(plain(5, Duration.ZERO));

        awaitLine("INFO Work got one");
        awaitLine("INFO Work succeeded");
        stopListening();
        assertThat(queue.getProperties().getApproximateMessagesCountLong()).isZero();
    }

    @Test
    void createsTheQueueThatIsNotThere() throws Exception {
        listen(plain(5, Duration.ZERO));
        awaitLine("created the queue " + name);

        queue(name).sendMessage("first");

        awaitLine("got first");
    }

    @Test
    void triesAFailingMessageAgainAndThenMovesItToPoison() throws Exception {
        QueueClient queue = created(name);
        queue.sendMessage("fail always");

        listen(plain(3, Duration.ZERO));

        assertThat(awaitLine("to the queue " + name + "-poison")).endsWith("after 3 tries");
        assertThat(seen).filteredOn(line -> line.contains("got fail always")).hasSize(3);
        assertThat(seen)
                .filteredOn(line -> line.contains("failed: java.lang.IllegalStateException"))
                .hasSize(3);
        assertThat(textsIn(name + "-poison")).containsExactly("fail always");
        assertThat(queue.getProperties().getApproximateMessagesCountLong()).isZero();
    }

    @Test
    void keepsAMessageHiddenWhileItsFunctionRunsLongerThanTheLease() throws Exception {
        QueueClient queue = created(name);
        queue.sendMessage("slow");

        listen(plain(5, Duration.ZERO));

        awaitLine("Work succeeded");
        stopListening();
        lines.drainTo(seen);
        assertThat(seen).filteredOn(line -> line.contains("got slow")).hasSize(1);
        assertThat(queue.getProperties().getApproximateMessagesCountLong()).isZero();
    }

    @Test
    void leavesTheMessagesOfAStoppedListenerInTheQueue() throws Exception {
        QueueClient queue = created(name);
        listen(plain(5, Duration.ZERO));
        stopListening();

        queue.sendMessage("too late");

        assertThat(textsIn(name)).containsExactly("too late");
    }

    @Test
    void hidesAFailedMessageForTheVisibilityTimeout() throws Exception {
        created(name).sendMessage("fail slowly");

        listen(plain(2, Duration.ofSeconds(2)));

        Instant first = timeOf(awaitLine("Work failed"));
        Instant second = timeOf(awaitLine("got fail slowly"));
        assertThat(Duration.between(first, second)).isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void leavesADelayedMessageUntilItIsDue() throws Exception {
        QueueClient queue = created(name);
        Instant sent = Instant.now(Clock.systemUTC());
        queue.sendMessageWithResponse("later", Duration.ofSeconds(2), null, null, Context.NONE);
        queue.sendMessage("now");

        listen(plain(5, Duration.ZERO));

        awaitLine("got now");
        assertThat(timeOf(awaitLine("got later"))).isAfter(sent.plusMillis(900));
    }

    @Test
    void decodesBase64AndMovesWhatIsNotBase64ToPoisonUnread() throws Exception {
        QueueClient queue = created(name);
        queue.sendMessage(Base64.getEncoder().encodeToString("çay".getBytes(StandardCharsets.UTF_8)));
        queue.sendMessage("{\"plain\": true}");

        listen(new HostSettings(4, 2, 5, Duration.ZERO, Duration.ofSeconds(1), true, "api"));

        awaitLine("to the queue " + name + "-poison");
        assertThat(textsIn(name + "-poison")).containsExactly("{\"plain\": true}");
        stopListening();
        lines.drainTo(seen);
        assertThat(seen).anyMatch(line -> line.endsWith("got çay")).noneMatch(line -> line.contains("got {"));
    }

    @Test
    void leavesAMessageThatFailsInAPoisonQueueUntilItsLeaseEnds() throws Exception {
        String poison = name + "-poison";
        created(poison).sendMessage("fail again");

        listen(poison, plain(5, Duration.ZERO));

        Instant first = timeOf(awaitLine("got fail again"));
        Instant second = timeOf(awaitLine("got fail again"));
        assertThat(Duration.between(first, second)).isGreaterThan(LEASE.minusSeconds(1));
    }

    @Test
    void reachesTheQueueWithTheManagedIdentityAndGivesItBackAfterACrash() throws Exception {
        Path staged = temporary.resolve("staged");
        try (IdentityEndpoint identity = new IdentityEndpoint(InstantSource.system())) {
            Map<String, String> settings = new HashMap<>(identity.environment());
            settings.put("WORK_QUEUE", name);
            settings.put(
                    "AzureWebJobsStorage__queueServiceUri",
                    azurite.queueServiceUri().toString());
            settings.put("AzureWebJobsStorage__credential", "managedidentity");
            settings.put("LOCALHOST_LEASE_SECONDS", "3");
            settings.put("AzureFunctionsJobHost__extensions__queues__messageEncoding", "none");
            created(name).sendMessage("slow");
            try (HostProcess first = HostProcess.start(staged, settings, trust(), line -> {})) {
                first.awaitLine("got slow", PATIENCE);
                first.kill();
            }
            try (HostProcess second = HostProcess.start(staged, settings, trust(), line -> {})) {
                second.awaitLine("got slow", PATIENCE);
                second.awaitLine("Work succeeded", PATIENCE);
            }
        }
        assertThat(textsIn(name)).isEmpty();
    }

    private static List<String> trust() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + azurite.trustStore(),
                "-Djavax.net.ssl.trustStorePassword=" + azurite.trustStorePassword(),
                "-Djavax.net.ssl.trustStoreType=PKCS12");
    }

    private static HostSettings plain(int maxDequeueCount, Duration visibilityTimeout) {
        return new HostSettings(4, 2, maxDequeueCount, visibilityTimeout, Duration.ofSeconds(1), false, "api");
    }

    private void listen(HostSettings settings) {
        listen(name, settings);
    }

    private void listen(String queueName, HostSettings settings) {
        HostLog log = new HostLog(Clock.systemUTC(), lines::add, false);
        QueueConnection connection =
                new QueueConnection("AzureWebJobsStorage", Map.of("AzureWebJobsStorage", azurite.connectionString()));
        TriggerQueue queue = new TriggerQueue(queueName, connection, settings, LEASE, log);
        Invoker invoker = new Invoker(log);
        listener = new QueueListener(app.functions().get(0), queue, settings, Duration.ofMillis(200), invoker, log);
        listener.start();
    }

    private static QueueClient created(String queueName) {
        QueueClient queue = queue(queueName);
        queue.create();
        return queue;
    }

    private String awaitLine(String part) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String line = lines.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        while (line != null && !line.contains(part)) {
            seen.add(line);
            line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        assertThat(line).as("a line with \"%s\" after %s", part, seen).isNotNull();
        return String.valueOf(line);
    }

    private static List<String> textsIn(String queueName) {
        return queue(queueName).peekMessages(32, Duration.ofSeconds(10), Context.NONE).stream()
                .map(message -> message.getBody().toString())
                .toList();
    }

    private static Instant timeOf(String line) {
        return Instant.parse(line.substring(0, line.indexOf(' ')));
    }

    private static QueueClient queue(String queueName) {
        return new QueueClientBuilder()
                .connectionString(azurite.connectionString())
                .queueName(queueName)
                .buildClient();
    }
}
