package io.callarchive.app;

import com.azure.core.credential.TokenCredential;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.QueueServiceClientBuilder;
import io.callarchive.dayfile.ParallelReads;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.evidence.DigestHealth;
import io.callarchive.evidence.DigestSigning;
import io.callarchive.graph.GraphClient;
import io.callarchive.graph.GraphRoles;
import io.callarchive.graph.NextLinkRule;
import io.callarchive.lake.AzureBlobStore;
import io.callarchive.lake.BlobDays;
import io.callarchive.lake.BlobLake;
import io.callarchive.lake.DigestBlobs;
import io.callarchive.lake.FailureBlobs;
import io.callarchive.lake.JournalBlobs;
import io.callarchive.lake.KeptAsideBlobs;
import io.callarchive.lake.LakeProbe;
import io.callarchive.lake.LakeStores;
import io.callarchive.lake.OrderBlobs;
import io.callarchive.lake.ScheduleBlob;
import io.callarchive.lake.StorageAddress;
import io.callarchive.plan.ConductorQueue;
import io.callarchive.plan.Night;
import io.callarchive.plan.Schedules;
import io.callarchive.queue.AzureCheckQueue;
import io.callarchive.queue.AzureConductorQueue;
import io.callarchive.queue.AzurePageQueue;
import io.callarchive.queue.PageMessages;
import io.callarchive.queue.QueueProbe;
import io.callarchive.status.AlertReceivers;
import io.callarchive.status.Conducting;
import io.callarchive.status.HealthCheck;
import io.callarchive.status.LogHealth;
import io.callarchive.status.LogStates;
import io.callarchive.status.UsersCountries;
import io.callarchive.storage.StorageCalls;
import io.callarchive.storage.StorageTransport;
import io.callarchive.web.HealthAnswer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The app's parts, put together from its settings, and the function objects made of them. */
final class Services {
    private static final int READS_AT_ONCE = 16;

    private final Settings settings;
    private final TokenCredential credential;
    private final StorageTransport work = StorageTransport.forWork();
    private final Clock clock;
    private final Supplier<UUID> requestIds;
    private final PageMessages messages;
    private final ConductorQueue conductorQueue;
    private final String version;
    private final Optional<String> commit;
    private final Assembly.Outside outside;
    private final Assembly.Policy policy;
    private final Assembly assembly;
    private final Caller caller;
    private final OrderJournal orderJournal;

    Services(
            Settings settings,
            TokenCredential credential,
            Clock clock,
            Supplier<UUID> requestIds,
            String version,
            Optional<String> commit) {
        this.settings = settings;
        this.credential = credential;
        this.clock = clock;
        this.requestIds = requestIds;
        this.messages = new PageMessages(new NextLinkRule(settings.graph()));
        LakeStores stores = stores(work);
        BlobContainerClient failures = container(settings.failuresContainer(), work);
        BlobContainerClient plan = container(settings.planContainer(), work);
        BlobContainerClient digests = container(settings.digestsContainer(), work);
        JournalBlobs journal = new JournalBlobs(digests);
        AzurePageQueue pageQueue = new AzurePageQueue(queue(AzurePageQueue.NAME, work), messages);
        this.conductorQueue = new AzureConductorQueue(queue(AzureConductorQueue.NAME, work));
        this.version = version;
        this.commit = commit;
        this.outside = new Assembly.Outside(
                new BlobDays(stores, clock),
                new BlobLake(stores, clock, version),
                new KeptAsideBlobs(failures),
                new FailureBlobs(failures, reads(), clock),
                pageQueue,
                pageQueue,
                new AzureCheckQueue(queue(AzureCheckQueue.NAME, work)),
                conductorQueue,
                new ScheduleBlob(plan),
                new OrderBlobs(plan),
                new DigestBlobs(digests),
                journal,
                () -> createdAt(plan),
                clock,
                new SecureRandom());
        this.policy = new Assembly.Policy(
                settings.logs(),
                settings.timetable(),
                settings.revisits(),
                settings.history(),
                settings.upkeep(),
                settings.retention(),
                settings.limits());
        this.assembly = new Assembly(outside, policy);
        this.caller = new Caller(settings.needsPrincipal());
        this.orderJournal = new OrderJournal(journal, caller, requestIds, clock);
    }

    /** On threads that do not keep the process alive. */
    private static ParallelReads reads() {
        return new ParallelReads(Executors.newFixedThreadPool(READS_AT_ONCE, Services::daemon));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "look");
        thread.setDaemon(true);
        return thread;
    }

    /** A function object of that class. */
    Object function(Class<?> functionClass) {
        if (functionClass == DailyArchive.class) {
            return new DailyArchive(conductorQueue, clock);
        }
        if (functionClass == Backfill.class) {
            return new Backfill(caller, assembly.backfills(), orderJournal, settings.logs(), clock);
        }
        if (functionClass == Archive.class) {
            return new Archive(caller, assembly.status(), outside.journal(), settings.logs(), filesAddress(), clock);
        }
        if (functionClass == Health.class) {
            return health();
        }
        if (functionClass == ArchivePage.class) {
            GraphClient graph = new GraphClient(settings.graph(), credential, clock, requestIds);
            return new ArchivePage(messages, assembly.pageArchiver(graph));
        }
        if (functionClass == CancelBackfill.class) {
            return new CancelBackfill(caller, assembly.backfills(), orderJournal);
        }
        if (functionClass == ReportEvidence.class) {
            return new ReportEvidence(caller, assembly.reporter(), settings.logs(), clock);
        }
        if (functionClass == WriteDigest.class) {
            return new WriteDigest(
                    assembly.digester(version),
                    settings.evidenceKey()
                            .map(key -> new DigestSigning(outside.digests(), new KeyVaultKey(key, credential, work))));
        }
        if (functionClass == ReportState.class) {
            return new ReportState(assembly.stateReport());
        }
        if (functionClass == ReportWeek.class) {
            return new ReportWeek(assembly.stateReport(), clock);
        }
        if (functionClass == Conduct.class) {
            return new Conduct(assembly.conductor());
        }
        if (functionClass == CheckDay.class) {
            return new CheckDay(assembly.dayChecker());
        }
        if (functionClass == DeadLetter.class) {
            return new DeadLetter(messages, assembly.deadPage());
        }
        throw new IllegalArgumentException("no function of class " + functionClass.getName());
    }

    private String filesAddress() {
        return container(settings.container(), work).getBlobContainerUrl();
    }

    /** Looks by itself, with clients that give up within seconds. */
    private Health health() {
        StorageTransport look = StorageTransport.forALook();
        BlobContainerClient plan = container(settings.planContainer(), look);
        PublishedDays seen = new BlobDays(stores(look), clock);
        Schedules schedules = new ScheduleBlob(plan);
        Assembly looking = new Assembly(
                outside.toLookAt(
                        seen,
                        new FailureBlobs(container(settings.failuresContainer(), look), reads(), clock),
                        schedules,
                        new OrderBlobs(plan),
                        () -> createdAt(plan)),
                policy);
        GraphRoles graphRoles = new GraphRoles(credential, settings.graph());
        HealthAnswer.About nothing = new HealthAnswer.About(
                version,
                commit,
                Optional.empty(),
                Optional.empty(),
                settings.timetable().nextDue(clock.instant()));
        return new Health(
                caller,
                probes(look, graphRoles, looking.logStates(), seen, schedules),
                () -> new HealthAnswer.About(
                        version,
                        commit,
                        graphRoles.tenant(),
                        schedules.load().schedule().night().map(Night::begunAt),
                        settings.timetable().nextDue(clock.instant())),
                nothing,
                Executors.newCachedThreadPool(Services::daemon),
                clock);
    }

    private Map<String, HealthCheck.Probe> probes(
            StorageTransport look, GraphRoles graphRoles, LogStates states, PublishedDays seen, Schedules schedules) {
        Map<String, HealthCheck.Probe> probes = new LinkedHashMap<>();
        probes.put("graph-role", graphRoles);
        for (String name : List.of(
                settings.container(),
                settings.readingsContainer(),
                settings.recordsContainer(),
                settings.failuresContainer(),
                settings.planContainer())) {
            probes.put("container " + name, new LakeProbe(name, new AzureBlobStore(container(name, look))));
        }
        for (String name : List.of(AzureConductorQueue.NAME, AzurePageQueue.NAME, AzureCheckQueue.NAME)) {
            probes.put("queue " + name, new QueueProbe(queue(name, look), clock));
        }
        settings.logs().forEach(log -> probes.put("log " + log, new LogHealth(log, states)));
        probes.put("conductor", new Conducting(schedules, clock));
        probes.put("digests", new DigestHealth(new DigestBlobs(container(settings.digestsContainer(), look)), clock));
        probes.put("alerts", new AlertReceivers(settings.somebodyIsTold()));
        probes.put("countries", new UsersCountries(settings.logs(), settings.countries(), seen, clock));
        return probes;
    }

    /** As long as nobody has changed what is known about the container, which the app never does. */
    private static Instant createdAt(BlobContainerClient container) {
        return StorageCalls.call(
                () -> container.getProperties().getLastModified().toInstant());
    }

    private LakeStores stores(StorageTransport transport) {
        return new LakeStores(
                new AzureBlobStore(container(settings.container(), transport)),
                new AzureBlobStore(container(settings.readingsContainer(), transport)),
                new AzureBlobStore(container(settings.recordsContainer(), transport)));
    }

    private BlobContainerClient container(String name, StorageTransport transport) {
        return settings.lake().container(name, credential, transport);
    }

    /** Plain text on both sides: host.json says the same, or the host would take every message for a poisoned one. */
    private QueueClient queue(String name, StorageTransport transport) {
        QueueServiceClientBuilder builder = new QueueServiceClientBuilder()
                .httpClient(transport.http())
                .retryOptions(transport.retries())
                .messageEncoding(QueueMessageEncoding.NONE);
        if (settings.queues() instanceof StorageAddress.ServiceUri address) {
            builder.endpoint(address.uri().toString()).credential(credential);
        } else if (settings.queues() instanceof StorageAddress.ConnectionString connection) {
            builder.connectionString(connection.secret());
        }
        return builder.buildClient().getQueueClient(name);
    }
}
