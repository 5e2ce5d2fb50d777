package io.callarchive.testing;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.queue.QueueClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.ArchiveDay;
import io.callarchive.Event;
import io.callarchive.Run;
import io.callarchive.lake.DayPath;
import io.callarchive.local.host.HostProcess;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.run.LoggedEvent;
import io.callarchive.local.storage.EmulatedStorage;
import io.callarchive.pages.LinkRule;
import io.callarchive.pages.PageRequest;
import io.callarchive.queue.PageMessages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** The packaged app, running, as a test meets it: by its timer, its queue, its log and the files it makes. */
public final class PackagedApp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final LinkRule ANY_LINK = (log, link) -> Optional.empty();

    private final LocalAzure azure;
    private final HostProcess host;
    private final PageMessages messages = new PageMessages(ANY_LINK);

    private PackagedApp(LocalAzure azure, HostProcess host) {
        this.azure = azure;
        this.host = host;
    }

    /** The folder that {@code mvn package} has staged. */
    public static Path staged() {
        return Path.of(System.getProperty("stagingDirectory", "target/azure-functions/callarchive"));
    }

    /** Starts the app that {@code mvn package} has staged; failed messages come again at once. */
    public static PackagedApp start(LocalAzure azure, Map<String, String> moreSettings, String... moreJvmOptions) {
        return start(staged(), azure, moreSettings, moreJvmOptions);
    }

    /** Starts the app in another folder. */
    public static PackagedApp start(
            Path folder, LocalAzure azure, Map<String, String> moreSettings, String... moreJvmOptions) {
        Map<String, String> settings = new HashMap<>(azure.settings());
        settings.put("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:00");
        settings.put("GRAPH_REQUESTS_PER_MINUTE", "100000");
        settings.putAll(moreSettings);
        List<String> jvmOptions = new ArrayList<>(azure.jvmOptions());
        jvmOptions.addAll(List.of(moreJvmOptions));
        return new PackagedApp(azure, HostProcess.start(folder, settings, jvmOptions, line -> {}));
    }

    public HostProcess host() {
        return host;
    }

    /** Calls one of its HTTP functions, as a program does. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(uri(path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(host.address() + path);
    }

    /** What {@code GET /api/archive} tells of a day. */
    public JsonNode status(ArchiveDay day) throws IOException, InterruptedException {
        String answer = get("/api/archive?logs=" + day.log() + "&from=" + day.date() + "&to=" + day.date())
                .body();
        return JSON.readTree(answer).at("/logs/0/days/0");
    }

    /** Puts the first pages of a run into the queue, as a timer or a backfill would. */
    public void begin(ArchiveDay day, Run run) {
        PageRequest.firstPages(day, run, run.id().dueAt()).forEach(page -> send(messages.write(page)));
    }

    /** Puts any text into the queue. */
    public void send(String message) {
        pages().sendMessage(message);
    }

    public String message(PageRequest request) {
        return messages.write(request);
    }

    private QueueClient pages() {
        return EmulatedStorage.queue(azure.azurite(), "archive-pages");
    }

    /** Waits for the first event of that name and with these values. */
    public LoggedEvent await(Event.Name name, Map<String, String> values) {
        return await(
                event -> event.name() == name && event.values().entrySet().containsAll(values.entrySet()),
                name + " " + values);
    }

    /** Waits until a run of the day has ended, in whatever way. */
    public LoggedEvent awaitEnd(ArchiveDay day) {
        return await(event -> event.endsADay() && isOf(day, event), "the end of " + day);
    }

    /** Waits until the run has ended: as the day's file, or because another one is. */
    public LoggedEvent awaitEndOfRun(String run) {
        return await(
                event -> event.value("run").equals(run)
                        && (event.endsADay() || event.name() == Event.Name.DAY_SUPERSEDED),
                "the end of run " + run);
    }

    /** Waits until the conductor has nothing more to begin, and nothing is on its way. */
    public void awaitRest() {
        await(event -> event.name() == Event.Name.CAUGHT_UP, "nothing more to do");
    }

    public LoggedEvent await(Event.Name name, ArchiveDay day) {
        return await(event -> event.name() == name && isOf(day, event), name + " of " + day);
    }

    /** The events of that name and day so far. */
    public List<LoggedEvent> events(Event.Name name, ArchiveDay day) {
        return host.output().stream()
                .flatMap(line -> LoggedEvent.in(line).stream())
                .filter(event -> event.name() == name && isOf(day, event))
                .toList();
    }

    private static boolean isOf(ArchiveDay day, LoggedEvent event) {
        return event.value("log").equals(day.log().label())
                && event.value("date").equals(day.date().toString());
    }

    private LoggedEvent await(Predicate<LoggedEvent> wanted, String what) {
        String line =
                host.awaitLine(printed -> LoggedEvent.in(printed).filter(wanted).isPresent(), what, PATIENCE);
        return LoggedEvent.in(line).orElseThrow();
    }

    public boolean hasFile(ArchiveDay day) {
        return file(day).exists();
    }

    /** What is known of the day's file: what was written with it and, in its place, what was learned since. */
    public Map<String, String> metadata(ArchiveDay day) {
        Map<String, String> known = new HashMap<>(file(day).getProperties().getMetadata());
        var record = EmulatedStorage.container(azure.azurite(), "call-logs-records")
                .getBlobClient(DayPath.ofFile(day).replaceFirst("[^/]*$", "record"));
        if (record.exists()) {
            Map<String, String> learned = record.getProperties().getMetadata();
            known.putAll(String.valueOf(known.get("run")).equals(learned.get("run")) ? learned : Map.of());
        }
        return known;
    }

    /** The day's blob. */
    public BlobClient file(ArchiveDay day) {
        return azure.lake().getBlobClient(DayPath.ofFile(day));
    }

    /** The metadata once that name is among them: a check says what it found before it writes it down. */
    public Map<String, String> awaitMetadata(ArchiveDay day, String name) {
        Instant end = Instant.now().plus(PATIENCE);
        Map<String, String> metadata = metadata(day);
        while (!metadata.containsKey(name) && Instant.now().isBefore(end)) {
            metadata = metadata(day);
        }
        return metadata;
    }

    /** The lines of the day's file, as zcat prints them. */
    public List<String> lines(ArchiveDay day) {
        byte[] content = file(day).downloadContent().toBytes();
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows that Graph serves of that day, as lines. */
    public List<String> served(ArchiveDay day) {
        return azure.tenant().orElseThrow().lines(day.log(), day.date()).stream()
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .toList();
    }

    /** The day's failure record once there is one: it is written after the line that says the same. */
    public JsonNode awaitFailure(ArchiveDay day) {
        return awaitFailure(day, failure -> true);
    }

    /** The day's failure record once it is such a one. */
    public JsonNode awaitFailure(ArchiveDay day, Predicate<JsonNode> wanted) {
        Instant end = Instant.now().plus(PATIENCE);
        Optional<JsonNode> failure = failure(day).filter(wanted);
        while (failure.isEmpty() && Instant.now().isBefore(end)) {
            failure = failure(day).filter(wanted);
        }
        return failure.orElseThrow();
    }

    /** The day's failure record as it stands in its blob, if there is one. */
    public Optional<JsonNode> failure(ArchiveDay day) {
        var blob = EmulatedStorage.container(azure.azurite(), "call-logs-failures")
                .getBlobClient("log=" + day.log() + "/date=" + day.date() + "/failure.json");
        try {
            return Optional.of(JSON.readTree(blob.downloadContent().toBytes()));
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        host.close();
    }
}
