package io.callarchive.person;

import com.azure.core.credential.TokenCredential;
import com.azure.core.util.BinaryData;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import io.callarchive.RunId;
import io.callarchive.graph.GraphRows;
import io.callarchive.lake.AzureBlobStore;
import io.callarchive.lake.BlobDays;
import io.callarchive.lake.BlobStore;
import io.callarchive.lake.ContainerName;
import io.callarchive.lake.JournalBlobs;
import io.callarchive.lake.KeptAsideBlobs;
import io.callarchive.lake.LakeStores;
import io.callarchive.lake.OrderBlobs;
import io.callarchive.lake.ScheduleBlob;
import io.callarchive.lake.StorageUser;
import io.callarchive.storage.StorageTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The command for a person's rows; {@code --help} says what it takes. Run by an administrator who may read and write
 * the blobs of its containers, signed in as any of Azure's tools or with the connection string of an emulator.
 */
public final class PersonRows {
    private static final int DONE = 0;
    private static final int NOT_ALL_DONE = 1;
    private static final int BAD_ARGUMENTS = 2;

    private PersonRows() {}

    public static void main(String[] arguments) {
        // The Azure libraries log to nobody here; the notice about it is of no use.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(run(List.of(arguments), System.getenv(), Clock.systemUTC()));
    }

    /** What the command does; returns its exit code. */
    public static int run(List<String> arguments, Map<String, String> environment, Clock clock) {
        try {
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            Optional<String> connection = Optional.ofNullable(environment.get("ARCHIVE_STORAGE"));
            Optional<PersonRequest> request = PersonArguments.read(arguments, connection, input);
            return request.isEmpty() || fulfilment(request.get(), clock).fulfil(request.get()) ? DONE : NOT_ALL_DONE;
        } catch (BadArguments e) {
            System.err.println(e.getMessage());
            return BAD_ARGUMENTS;
        } catch (IOException | RuntimeException e) {
            System.err.println(Cause.inWords(e));
            return NOT_ALL_DONE;
        }
    }

    private static Fulfilment fulfilment(PersonRequest request, Clock clock) {
        TokenCredential credential = new DefaultAzureCredentialBuilder().build();
        SecureRandom random = new SecureRandom();
        StorageTransport transport = StorageTransport.forWork();
        Function<String, BlobStore> store =
                name -> new AzureBlobStore(request.storage().container(name, credential, transport));
        LakeStores stores = new LakeStores(
                store.apply(request.container()),
                store.apply(ContainerName.ofReadings(request.container())),
                store.apply(ContainerName.ofRecords(request.container())));
        BlobContainerClient failures =
                request.storage().container(ContainerName.ofFailures(request.container()), credential, transport);
        BlobContainerClient plan =
                request.storage().container(ContainerName.ofPlan(request.container()), credential, transport);
        BlobDays days = new BlobDays(stores, clock);
        Person person = request.person();
        BlobContainerClient digests =
                request.storage().container(ContainerName.ofDigests(request.container()), credential, transport);
        ErasureRecord record = new ErasureRecord(
                (name, json) -> failures.getBlobClient(name).upload(BinaryData.fromBytes(json), true),
                clock,
                RunId.startingAt(clock.instant(), random),
                version());
        return new Fulfilment(
                days,
                new DaySearch(days, person),
                new DayErasure(days, new GraphRows(), person, clock, random, version()),
                record,
                new ErasureJournal(
                        new JournalBlobs(digests),
                        () -> StorageUser.of(request.storage(), credential),
                        UUID::randomUUID,
                        clock),
                new KeptAsideBlobs(failures),
                new OrderBlobs(plan),
                new ScheduleBlob(plan),
                System.out);
    }

    private static String version() {
        return Optional.ofNullable(PersonRows.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
