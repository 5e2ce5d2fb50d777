package io.callarchive.local.run;

import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import io.callarchive.local.simulator.GraphSimulator;
import io.callarchive.local.simulator.IdentityEndpoint;
import io.callarchive.local.storage.Azurite;
import io.callarchive.local.storage.EmulatedStorage;
import io.callarchive.local.tenant.SimulatedTenant;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the app finds in Azure, on this machine: a managed identity, Graph, a storage account with its containers and
 * queues. Only what the given settings do not name is made up.
 */
public final class LocalAzure implements AutoCloseable {
    private final Map<String, String> settings;
    private final SimulatedTenant tenant;
    private final @Nullable Azurite azurite;
    private final @Nullable GraphSimulator graph;
    private final @Nullable IdentityEndpoint identity;

    /** Starts it on the real clock: the app in its own process has no other. */
    public LocalAzure(SimulatedTenant tenant, Map<String, String> given) throws IOException {
        this.settings = new HashMap<>(given);
        this.tenant = tenant;
        InstantSource clock = InstantSource.system();
        this.graph = given.containsKey("GRAPH_ENDPOINT") ? null : new GraphSimulator(tenant, clock);
        boolean ownStorage = given.keySet().stream().noneMatch(name -> name.startsWith("ARCHIVE_STORAGE"));
        this.azurite = ownStorage ? Azurite.account() : null;
        this.identity = graph != null || azurite != null ? new IdentityEndpoint(clock) : null;
        settings.putIfAbsent("ARCHIVE_SCHEDULE", "0 30 3 * * *");
        settings.putIfAbsent("ARCHIVE_CONTAINER", "call-logs");
        // Yesterday only: thirty days of history would take the minutes that Graph's limits ask for.
        settings.putIfAbsent("ARCHIVE_HISTORY_DAYS", "0");
        if (identity != null) {
            settings.putAll(identity.environment());
        }
        if (graph != null) {
            settings.put("GRAPH_ENDPOINT", graph.endpoint().toString());
        }
        if (azurite != null) {
            provide(azurite);
        }
    }

    /** What the infrastructure does in Azure: containers, queues, and the settings that name the account. */
    private void provide(Azurite account) {
        String files = settings.getOrDefault("ARCHIVE_CONTAINER", "");
        Stream.of("", "-readings", "-records", "-failures", "-plan", "-digests")
                .forEach(suffix -> EmulatedStorage.container(account, files + suffix));
        List.of("archive-conductor", "archive-pages", "archive-checks").forEach(name -> {
            EmulatedStorage.queue(account, name);
            EmulatedStorage.queue(account, name + "-poison");
        });
        settings.put("ARCHIVE_STORAGE__blobServiceUri", account.blobServiceUri().toString());
        settings.put(
                "AzureWebJobsStorage__queueServiceUri",
                account.queueServiceUri().toString());
        settings.put("AzureWebJobsStorage__credential", "managedidentity");
    }

    /** The app's settings, complete. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** What a child JVM needs to trust the emulator. */
    public List<String> jvmOptions() {
        return azurite == null
                ? List.of()
                : List.of(
                        "-Djavax.net.ssl.trustStore=" + azurite.trustStore().toAbsolutePath(),
                        "-Djavax.net.ssl.trustStorePassword=" + azurite.trustStorePassword(),
                        "-Djavax.net.ssl.trustStoreType=PKCS12");
    }

    /** The container of the files. */
    public BlobContainerClient lake() {
        String name = settings.getOrDefault("ARCHIVE_CONTAINER", "");
        if (azurite != null) {
            return EmulatedStorage.container(azurite, name);
        }
        BlobServiceClientBuilder builder = new BlobServiceClientBuilder();
        String connection = settings.get("ARCHIVE_STORAGE");
        if (connection != null) {
            builder.connectionString(connection);
        } else {
            builder.endpoint(settings.get("ARCHIVE_STORAGE__blobServiceUri"))
                    .credential(new DefaultAzureCredentialBuilder().build());
        }
        return builder.buildClient().getBlobContainerClient(name);
    }

    /** The tenant whose rows the simulated Graph serves; empty if a real Graph is asked. */
    public Optional<SimulatedTenant> tenant() {
        return graph == null ? Optional.empty() : Optional.of(tenant);
    }

    /** Whether the storage account is the emulator. */
    public boolean isEmulated() {
        return azurite != null;
    }

    /** The emulator, for tests that let all of it be made up. */
    public Azurite azurite() {
        return present(azurite);
    }

    public GraphSimulator graph() {
        return present(graph);
    }

    public IdentityEndpoint identity() {
        return present(identity);
    }

    private static <T> T present(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the settings name a real one");
        }
        return part;
    }

    @Override
    public void close() {
        if (graph != null) {
            graph.close();
        }
        if (identity != null) {
            identity.close();
        }
    }
}
