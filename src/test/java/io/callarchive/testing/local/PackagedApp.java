package io.callarchive.testing.local;

import com.azure.storage.queue.QueueClient;
import io.callarchive.ArchiveDay;
import io.callarchive.EventLine;
import io.callarchive.LinkRule;
import io.callarchive.PageRequest;
import io.callarchive.Run;
import io.callarchive.lake.DayPath;
import io.callarchive.queue.PageMessages;
import io.callarchive.testing.EmulatedStorage;
import io.callarchive.testing.host.HostProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The packaged app, running, as a test meets it: by its timer, its queue, its log and the files it makes. */
public final class PackagedApp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final LinkRule ANY_LINK = (log, link) -> Optional.empty();

    private final LocalAzure azure;
    private final HostProcess host;
    private final PageMessages messages = new PageMessages(ANY_LINK);

    private PackagedApp(LocalAzure azure, HostProcess host) {
        this.azure = azure;
        this.host = host;
    }

    /** Starts the app that {@code mvn package} has staged; failed messages come again at once. */
    public static PackagedApp start(LocalAzure azure, Map<String, String> moreSettings, String... moreJvmOptions) {
        Map<String, String> settings = new HashMap<>(azure.settings());
        settings.put("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:00");
        settings.putAll(moreSettings);
        List<String> jvmOptions = new ArrayList<>(azure.jvmOptions());
        jvmOptions.addAll(List.of(moreJvmOptions));
        Path staging = Path.of(System.getProperty("stagingDirectory", "target/azure-functions/callarchive"));
        return new PackagedApp(azure, HostProcess.start(staging, settings, jvmOptions, line -> {}));
    }

    public HostProcess host() {
        return host;
    }

    /** Puts the first pages of a run into the queue, as a timer or a backfill would. */
    public void begin(ArchiveDay day, Run run) {
        PageRequest.firstPages(day, run).forEach(page -> send(messages.write(page)));
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
    public LoggedEvent await(EventLine.Name name, Map<String, String> values) {
        String line = host.awaitLine(
                printed -> LoggedEvent.in(printed)
                        .filter(event -> event.name() == name
                                && event.values().entrySet().containsAll(values.entrySet()))
                        .isPresent(),
                name + " " + values,
                PATIENCE);
        return LoggedEvent.in(line).orElseThrow();
    }

    /** Waits until a run of the day has ended, in whatever way. */
    public LoggedEvent awaitEnd(ArchiveDay day) {
        String line = host.awaitLine(
                printed -> LoggedEvent.in(printed)
                        .filter(event -> event.endsADay()
                                && event.value("log").equals(day.log().label())
                                && event.value("date").equals(day.date().toString()))
                        .isPresent(),
                "the end of " + day,
                PATIENCE);
        return LoggedEvent.in(line).orElseThrow();
    }

    public LoggedEvent await(EventLine.Name name, ArchiveDay day) {
        return await(name, Map.of("log", day.log().label(), "date", day.date().toString()));
    }

    public boolean hasFile(ArchiveDay day) {
        return azure.lake().getBlobClient(DayPath.ofFile(day)).exists();
    }

    public Map<String, String> metadata(ArchiveDay day) {
        return azure.lake().getBlobClient(DayPath.ofFile(day)).getProperties().getMetadata();
    }

    /** The lines of the day's file, as zcat prints them. */
    public List<String> lines(ArchiveDay day) {
        byte[] content = azure.lake()
                .getBlobClient(DayPath.ofFile(day))
                .downloadContent()
                .toBytes();
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

    /** The day's failure record as it stands in its blob, if there is one. */
    public Optional<String> failure(ArchiveDay day) {
        var blob = EmulatedStorage.container(azure.azurite(), "call-logs-failures")
                .getBlobClient("log=" + day.log() + "/date=" + day.date() + "/failure.json");
        return blob.exists() ? Optional.of(blob.downloadContent().toString()) : Optional.empty();
    }

    @Override
    public void close() {
        host.close();
    }
}
