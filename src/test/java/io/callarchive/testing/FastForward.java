package io.callarchive.testing;

import com.azure.core.credential.AccessToken;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event;
import io.callarchive.app.Assembly;
import io.callarchive.check.DayChecker;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.dayfile.ParallelReads;
import io.callarchive.graph.GraphClient;
import io.callarchive.graph.GraphEndpoint;
import io.callarchive.graph.NextLinkRule;
import io.callarchive.lake.BlobDays;
import io.callarchive.lake.BlobLake;
import io.callarchive.local.simulator.GraphSimulator;
import io.callarchive.local.simulator.IdentityEndpoint;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.pages.PageArchiver;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RequestLimits;
import io.callarchive.plan.BackfillRun;
import io.callarchive.plan.NightlyRun;
import io.callarchive.plan.Plan;
import io.callarchive.plan.RevisitAges;
import io.callarchive.queue.CheckMessages;
import io.callarchive.queue.PageMessages;
import io.callarchive.status.ArchiveStatus;
import io.callarchive.status.ArchiveStatus.DayStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * The app's parts with the simulated Graph on a clock that jumps: weeks of nights in seconds. The queue keeps the
 * messages' JSON and their delays, and hands them to as many invocations at once as one instance takes; each of them
 * takes a second or so of the clock.
 */
public final class FastForward implements AutoCloseable {
    /** The hour of ARCHIVE_SCHEDULE. */
    private static final Duration NIGHT = Duration.ofMinutes(3 * 60 + 30);
    /** host.json: batchSize and newBatchThreshold of one instance. */
    private static final int INVOCATIONS_AT_ONCE = 12;

    private static final int FASTEST_MILLIS = 400;
    private static final int SPREAD_MILLIS = 1200;
    private static final List<CallLog> LOGS = List.of(CallLog.values());

    private record Delivery(Instant due, long number, Runnable work) implements Comparable<Delivery> {
        @Override
        public int compareTo(Delivery other) {
            int byTime = due.compareTo(other.due);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final AdjustableClock now;
    private final Random random;
    private final IdentityEndpoint identity;
    private final GraphSimulator graph;
    private final List<PageArchiver> instances;
    private final DayChecker checker;
    private final NightlyRun night;
    private final BackfillRun backfill;
    private final ArchiveStatus status;
    private final PageMessages pageMessages;
    private final CheckMessages checkMessages = new CheckMessages();
    private final PriorityQueue<Delivery> queue = new PriorityQueue<>();
    private final PriorityQueue<Instant> freeAt = new PriorityQueue<>();
    private final List<Event> events = new ArrayList<>();
    private long deliveries;

    /** Begins at that instant with an empty lake, and with the settings' defaults but for the history. */
    public FastForward(SimulatedTenant tenant, Instant start, int historyDays, int instanceCount) {
        this.now = new AdjustableClock(start);
        this.random = new Random(1);
        this.identity = new IdentityEndpoint(now);
        this.graph = new GraphSimulator(tenant, now);
        Clock clock = now.withZone(ZoneOffset.UTC);
        GraphEndpoint endpoint = GraphEndpoint.parse(graph.endpoint().toString());
        this.pageMessages = new PageMessages(new NextLinkRule(endpoint));
        GraphClient client = new GraphClient(
                endpoint,
                request -> Mono.just(new AccessToken(
                        identity.token("https://graph.microsoft.com"),
                        OffsetDateTime.ofInstant(now.instant().plusSeconds(3600), ZoneOffset.UTC))),
                clock,
                () -> new UUID(random.nextLong(), random.nextLong()));
        InMemoryBlobStore blobs = new InMemoryBlobStore();
        BlobLake lake = new BlobLake(blobs, clock, "test");
        Assembly.Outside outside = new Assembly.Outside(
                new BlobDays(blobs),
                lake,
                new InMemoryKeptAside(),
                new InMemoryFailures(now),
                this::send,
                this::sendCheck,
                new ParallelReads(Runnable::run),
                clock,
                random);
        Assembly.Policy policy =
                new Assembly.Policy(LOGS, new RevisitAges(List.of(2, 3, 7)), historyDays, new RequestLimits(46));
        this.instances = Stream.generate(() -> new Assembly(outside, policy).pageArchiver(client))
                .limit(instanceCount)
                .toList();
        Assembly planning = new Assembly(outside, policy);
        this.checker = planning.dayChecker();
        this.night = planning.nightlyRun();
        this.backfill = planning.backfillRun();
        this.status = planning.status();
        for (int i = 0; i < INVOCATIONS_AT_ONCE * instanceCount; i++) {
            freeAt.add(start);
        }
    }

    /** The simulated Graph, to be limited, spoilt and looked at. */
    public GraphSimulator graph() {
        return graph;
    }

    /** The identity, whose roles can be taken. */
    public IdentityEndpoint identity() {
        return identity;
    }

    /** What the clock says. */
    public Instant now() {
        return now.instant();
    }

    /** All that the app has said. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** Lets the clock run until then; the timer fires on its way. */
    public void runUntil(Instant end) {
        for (Instant next = nextNight(); !next.isAfter(end); next = nextNight()) {
            deliverUntil(next);
            advanceTo(next);
            night.begin(LocalDate.now(now.withZone(ZoneOffset.UTC)), events::add);
        }
        deliverUntil(end);
        advanceTo(end);
    }

    /** The app is off until then: neither the timer nor the queue does anything. */
    public void skipTo(Instant end) {
        advanceTo(end);
    }

    /** Lets the clock run until the queue is empty, or the timer would fire. */
    public void runUntilIdle() {
        deliverUntil(nextNight().minusNanos(1));
    }

    /** Orders a backfill now. */
    public Plan backfill(Collection<ArchiveDay> days, boolean force) {
        Plan plan = backfill.plan(days, force);
        backfill.begin(plan, events::add);
        return plan;
    }

    /** What the status page shows now of the days between two dates, all logs. */
    public List<DayStatus> status(LocalDate from, LocalDate to) {
        LocalDate today = LocalDate.ofInstant(now(), ZoneOffset.UTC);
        return status.between(LOGS, from, to, today).stream()
                .flatMap(log -> log.days().stream())
                .toList();
    }

    private Instant nextNight() {
        Instant today = now().truncatedTo(ChronoUnit.DAYS).plus(NIGHT);
        return now().isBefore(today) ? today : today.plus(Duration.ofDays(1));
    }

    private void deliverUntil(Instant end) {
        while (!queue.isEmpty()) {
            Instant free = freeAt.element();
            Instant due = queue.element().due();
            Instant begin = due.isAfter(free) ? due : free;
            if (begin.isAfter(end)) {
                return;
            }
            advanceTo(begin);
            freeAt.remove();
            freeAt.add(begin.plus(duration()));
            queue.remove().work().run();
        }
    }

    private Duration duration() {
        return Duration.ofMillis(FASTEST_MILLIS + random.nextInt(SPREAD_MILLIS));
    }

    private void advanceTo(Instant then) {
        if (then.isAfter(now())) {
            now.advance(Duration.between(now(), then));
        }
    }

    private void send(PageRequest request, Duration delay) {
        String message = pageMessages.write(request);
        deliverAfter(
                delay,
                () -> instances.get(random.nextInt(instances.size())).archive(pageMessages.read(message), events::add));
    }

    private void sendCheck(CheckRequest request, Duration delay) {
        String message = checkMessages.write(request);
        deliverAfter(delay, () -> checker.check(checkMessages.read(message), events::add));
    }

    private void deliverAfter(Duration delay, Runnable work) {
        // At the end of the invocation that sends it, which takes about this long.
        queue.add(new Delivery(now().plus(duration()).plus(delay), deliveries++, work));
    }

    @Override
    public void close() {
        graph.close();
        identity.close();
    }
}
