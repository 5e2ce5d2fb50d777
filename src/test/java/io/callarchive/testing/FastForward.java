package io.callarchive.testing;

import com.azure.core.credential.AccessToken;
import io.callarchive.CallLog;
import io.callarchive.Event;
import io.callarchive.Problem;
import io.callarchive.StorageFault;
import io.callarchive.app.Assembly;
import io.callarchive.check.DayChecker;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.evidence.Digester;
import io.callarchive.evidence.Digests;
import io.callarchive.evidence.Journal;
import io.callarchive.graph.GraphClient;
import io.callarchive.graph.GraphEndpoint;
import io.callarchive.graph.NextLinkRule;
import io.callarchive.lake.BlobDays;
import io.callarchive.lake.BlobLake;
import io.callarchive.lake.BlobStore;
import io.callarchive.lake.LakeStores;
import io.callarchive.local.simulator.GraphSimulator;
import io.callarchive.local.simulator.IdentityEndpoint;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.pages.DeadPage;
import io.callarchive.pages.PageArchiver;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RequestLimits;
import io.callarchive.plan.Backfills;
import io.callarchive.plan.Conductor;
import io.callarchive.plan.Estimate;
import io.callarchive.plan.History;
import io.callarchive.plan.Order;
import io.callarchive.plan.Orders;
import io.callarchive.plan.RevisitAges;
import io.callarchive.plan.Schedule;
import io.callarchive.plan.Schedules;
import io.callarchive.plan.Signal;
import io.callarchive.plan.Timetable;
import io.callarchive.plan.Upkeep;
import io.callarchive.queue.CheckMessages;
import io.callarchive.queue.ConductorMessages;
import io.callarchive.queue.PageMessages;
import io.callarchive.retention.DocumentedPeriods;
import io.callarchive.retention.Retention;
import io.callarchive.status.ArchiveStatus;
import io.callarchive.status.ArchiveStatus.DayStatus;
import io.callarchive.status.HealthCheck;
import io.callarchive.status.LogHealth;
import io.callarchive.status.LogStates;
import io.callarchive.status.StateReport;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * The app's parts with the simulated Graph on a clock that jumps: weeks of nights in seconds. The queues keep the
 * messages' JSON and their delays, and hand them to as many invocations at once as that many instances take; each of
 * them takes a second or so of the clock, and shares no memory with the others.
 */
public final class FastForward implements AutoCloseable {
    /** The hour of ARCHIVE_SCHEDULE. */
    private static final Duration NIGHT = Duration.ofMinutes(3 * 60 + 30);
    /** host.json: batchSize and newBatchThreshold of one instance. */
    private static final int INVOCATIONS_AT_ONCE = 12;

    private static final int FASTEST_MILLIS = 400;
    private static final int SPREAD_MILLIS = 1200;
    private static final List<CallLog> LOGS = List.of(CallLog.values());

    /** After a message that was being worked on when the process died, the host hands it out again. */
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(30);

    private static final Duration LEASE = Duration.ofMinutes(10);

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
    private final List<Instance> instances;
    private final Backfills backfills;
    private final ArchiveStatus status;
    private final DeadPage deadPages;
    private final Digester digester;
    private final LogStates logStates;
    private final StateReport report;
    private final PageMessages pageMessages;
    private final CheckMessages checkMessages = new CheckMessages();
    private final ConductorMessages conductorMessages = new ConductorMessages();
    private final InMemoryLake memory;
    private final InMemoryEvidence evidence;
    private final InMemoryPlan plan = new InMemoryPlan();
    private final PriorityQueue<Delivery> queue = new PriorityQueue<>();
    private final PriorityQueue<Instant> freeAt = new PriorityQueue<>();
    private final List<Event> events = new ArrayList<>();
    private long deliveries;
    private int pagesQueued;
    private int mostPagesQueued;
    private Optional<Duration> crashEvery = Optional.empty();
    private Instant nextCrash = Instant.MAX;
    private int crashes;
    private boolean working;
    private Instant awayFrom = Instant.MAX;
    private Instant awayTo = Instant.MAX;
    private int sendsUntilRefusal = Integer.MAX_VALUE;
    private int signals = 1;
    private boolean losesChecks;
    private boolean holdsPages;
    private int brokenPages;
    private Duration longestDelay = Duration.ZERO;

    /** Thrown at a random call to what is outside, when the process is to die: nothing after it happens. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private record Instance(PageArchiver pages, Conductor conductor, DayChecker checker) {}

    /** Begins at that instant with an empty lake, and with the settings' defaults but for the history. */
    public FastForward(SimulatedTenant tenant, Instant start, History history, int instanceCount) {
        this(
                tenant,
                start,
                history,
                instanceCount,
                new RequestLimits(46),
                new Retention(DocumentedPeriods.of(List.of("DE"))));
    }

    /** The same with other limits, and users of other countries than Germany. */
    public FastForward(
            SimulatedTenant tenant,
            Instant start,
            History history,
            int instanceCount,
            RequestLimits limits,
            Retention retention) {
        this.now = new AdjustableClock(start);
        this.memory = new InMemoryLake(now);
        this.evidence = new InMemoryEvidence(now);
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
        LakeStores reached = new LakeStores(
                (BlobStore) reachable(BlobStore.class, memory.files()),
                (BlobStore) reachable(BlobStore.class, memory.readings()),
                (BlobStore) reachable(BlobStore.class, memory.records()));
        BlobLake lake = new BlobLake(reached, clock, "test");
        Assembly.Outside outside = new Assembly.Outside(
                new BlobDays(reached, clock),
                lake,
                new InMemoryKeptAside(),
                new InMemoryFailures(now),
                this::send,
                () -> pagesQueued,
                this::sendCheck,
                this::signal,
                (Schedules) reachable(Schedules.class, plan),
                (Orders) reachable(Orders.class, plan),
                (Digests) reachable(Digests.class, evidence),
                (Journal) reachable(Journal.class, evidence),
                () -> start,
                clock,
                random);
        Assembly.Policy policy = new Assembly.Policy(
                LOGS,
                Timetable.parse("0 30 3 * * *"),
                new RevisitAges(List.of(2, 3, 7)),
                history,
                new Upkeep(90, 91),
                retention,
                limits);
        this.instances = Stream.generate(() -> new Assembly(outside, policy))
                .map(assembly ->
                        new Instance(assembly.pageArchiver(client), assembly.conductor(), assembly.dayChecker()))
                .limit(instanceCount)
                .toList();
        Assembly asked = new Assembly(outside, policy);
        this.backfills = asked.backfills();
        this.status = asked.status();
        this.deadPages = asked.deadPage();
        this.digester = asked.digester("test");
        this.logStates = asked.logStates();
        this.report = asked.stateReport();
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
            signal(new Signal.NightBegins(today()), Duration.ZERO);
        }
        deliverUntil(end);
        advanceTo(end);
    }

    /** From now on the process dies about that often, in the middle of whatever it does, and is started again at once. */
    public void crashEvery(Duration distance) {
        crashEvery = Optional.of(distance);
        nextCrash = now().plus(randomly(distance));
    }

    /** At even distances it would meet the same message again and again, whose lease has just ended. */
    private Duration randomly(Duration distance) {
        return Duration.ofMillis(distance.toMillis() / 2 + random.nextInt((int) distance.toMillis()));
    }

    /** The process dies here if its time has come, and chance wants it to be this call. */
    private void perhapsDie() {
        if (working && !now().isBefore(nextCrash) && random.nextInt(3) == 0) {
            nextCrash = now().plus(randomly(crashEvery.orElseThrow()));
            throw new Crash();
        }
    }

    /** From then to then the storage account of the lake cannot be reached. */
    public void lakeIsAway(Instant from, Instant to) {
        awayFrom = from;
        awayTo = to;
    }

    /** After so many page messages one cannot be sent. */
    public void refuseASendAfter(int messages) {
        sendsUntilRefusal = messages;
    }

    /** Each signal to the conductor comes twice. */
    public void signalTwice() {
        signals = 2;
    }

    /** Whether what is asked of the checker gets lost. */
    public void loseChecks(boolean lose) {
        losesChecks = lose;
    }

    /** The schedule is lost. */
    public void loseTheSchedule() {
        plan.replace(plan.load(), Schedule.EMPTY);
    }

    /** Takes the order back. */
    public boolean cancel(Order order) {
        return backfills.cancel(order.id());
    }

    /** The longest time for which a page message was kept out of sight. */
    public Duration longestDelay() {
        return longestDelay;
    }

    private Object reachable(Class<?> seam, Object target) {
        return Proxy.newProxyInstance(seam.getClassLoader(), new Class<?>[] {seam}, (proxy, method, arguments) -> {
            if (!now().isBefore(awayFrom) && now().isBefore(awayTo)) {
                throw new StorageFault(
                        Problem.ours(Problem.Code.STORAGE_NO_ANSWER, "away"), true, new IOException("away"));
            }
            perhapsDie();
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    /** The chain of digests, and the journal. */
    public InMemoryEvidence evidence() {
        return evidence;
    }

    /** The files and what is beside them, to be spoilt and looked at. */
    public InMemoryLake lake() {
        return memory;
    }

    /** A writer of digests of the same archive, which reaches the chain in that way. */
    public Digester digester(Digests digests) {
        Clock clock = now.withZone(ZoneOffset.UTC);
        return new Digester(LOGS, new BlobDays(memory.stores(), clock), status, digests, evidence, clock, "test");
    }

    /** What the app does each hour for the chain of digests. */
    public void digest() {
        digester.digest(events::add);
    }

    /** What health says of a log. */
    public HealthCheck health(CallLog log) {
        return new LogHealth(log, logStates).look();
    }

    /** The lines of state that the app writes each hour. */
    public List<Event> report() {
        List<Event> lines = new ArrayList<>();
        report.ofNow(lines::add);
        return lines;
    }

    /** The line of the week. */
    public Event week() {
        List<Event> lines = new ArrayList<>();
        report.ofTheWeek(today(), lines::add);
        return lines.get(0);
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
    public Order backfill(LocalDate from, LocalDate to, boolean force) {
        return backfills.place(order(from, to, force));
    }

    /** What such an order would come to. */
    public Estimate estimate(LocalDate from, LocalDate to) {
        return backfills.estimate(order(from, to, false));
    }

    private Order order(LocalDate from, LocalDate to, boolean force) {
        return new Order(now(), from, to, EnumSet.allOf(CallLog.class), force);
    }

    /** The orders that are still open. */
    public List<Order> openOrders() {
        return plan.open();
    }

    /** What the conductor knows. */
    public Schedule schedule() {
        return plan.load().schedule();
    }

    /** How many instances the platform's rule would have wanted: the length of the queue by what one takes. */
    public int instancesWanted() {
        return (mostPagesQueued + INVOCATIONS_AT_ONCE - 1) / INVOCATIONS_AT_ONCE;
    }

    /** All messages are gone, as if somebody had emptied the queues. */
    public void emptyQueues() {
        queue.clear();
        pagesQueued = 0;
    }

    /** What the status page shows now of the days between two dates, all logs. */
    public List<DayStatus> status(LocalDate from, LocalDate to) {
        return status.between(LOGS, from, to, today()).logs().stream()
                .flatMap(log -> log.days().stream())
                .toList();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC);
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
            Delivery delivery = queue.remove();
            working = true;
            try {
                perhapsDie();
                delivery.work().run();
            } catch (StorageFault e) {
                queue.add(new Delivery(now().plus(AFTER_A_FAULT), delivery.number(), delivery.work()));
            } catch (Crash e) {
                crashes++;
                queue.add(new Delivery(now().plus(LEASE), delivery.number(), delivery.work()));
            } finally {
                working = false;
            }
        }
    }

    /** How often the process died. */
    public int crashes() {
        return crashes;
    }

    private Duration duration() {
        // As fine as the clock of a machine: run ids are coarser.
        return Duration.ofMillis(FASTEST_MILLIS + random.nextInt(SPREAD_MILLIS)).plusNanos(random.nextInt(1_000_000));
    }

    private void advanceTo(Instant then) {
        if (then.isAfter(now())) {
            now.advance(Duration.between(now(), then));
        }
    }

    private void send(PageRequest request, Duration delay) {
        if (sendsUntilRefusal-- == 0) {
            throw new StorageFault(Problem.ours(Problem.Code.STORAGE_NO_ANSWER, "away"), true, new IOException("away"));
        }
        String message = pageMessages.write(request);
        longestDelay = delay.compareTo(longestDelay) > 0 ? delay : longestDelay;
        pagesQueued++;
        mostPagesQueued = Math.max(mostPagesQueued, pagesQueued);
        deliverAfter(inWholeSeconds(delay), () -> deliverPage(message));
    }

    private void deliverPage(String message) {
        if (holdsPages) {
            queue.add(new Delivery(now().plus(Duration.ofMinutes(1)), deliveries++, () -> deliverPage(message)));
            return;
        }
        pagesQueued--;
        if (brokenPages > 0) {
            brokenPages--;
            deadPages.take(pageMessages.read(message), events::add);
            return;
        }
        instance().pages().archive(pageMessages.read(message), events::add);
    }

    /** So many page messages fail as often as the host hands them out, and land in the poison queue. */
    public void breakPages(int messages) {
        brokenPages = messages;
    }

    /** Whether nobody works on the page messages. */
    public void holdPages(boolean hold) {
        holdsPages = hold;
    }

    /** How many of them there are. */
    public int pagesQueued() {
        return pagesQueued;
    }

    private void sendCheck(CheckRequest request, Duration delay) {
        String message = checkMessages.write(request);
        if (losesChecks) {
            return;
        }
        deliverAfter(delay, () -> instance().checker().check(checkMessages.read(message), events::add));
    }

    private void signal(Signal signal, Duration delay) {
        String message = conductorMessages.write(signal);
        for (int i = 0; i < signals; i++) {
            deliverAfter(delay, () -> instance().conductor().take(conductorMessages.read(message), events::add));
        }
    }

    private Instance instance() {
        return instances.get(random.nextInt(instances.size()));
    }

    private static Duration inWholeSeconds(Duration delay) {
        return Duration.ofSeconds(delay.plusNanos(999_999_999).toSeconds());
    }

    private void deliverAfter(Duration delay, Runnable work) {
        perhapsDie();
        // At the end of the invocation that sends it, which takes about this long.
        queue.add(new Delivery(now().plus(duration()).plus(delay), deliveries++, work));
    }

    @Override
    public void close() {
        graph.close();
        identity.close();
    }
}
