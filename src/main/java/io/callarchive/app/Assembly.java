package io.callarchive.app;

import io.callarchive.CallLog;
import io.callarchive.Failures;
import io.callarchive.check.DayChecker;
import io.callarchive.check.ReadBack;
import io.callarchive.dayfile.CheckQueue;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.evidence.Digester;
import io.callarchive.evidence.Digests;
import io.callarchive.evidence.Journal;
import io.callarchive.evidence.Reporter;
import io.callarchive.graph.GraphRows;
import io.callarchive.pages.ChainEnd;
import io.callarchive.pages.DeadPage;
import io.callarchive.pages.GraphLogs;
import io.callarchive.pages.KeptAside;
import io.callarchive.pages.PageArchiver;
import io.callarchive.pages.PageQueue;
import io.callarchive.pages.RequestLimits;
import io.callarchive.pages.Staging;
import io.callarchive.plan.Backfills;
import io.callarchive.plan.Conductor;
import io.callarchive.plan.ConductorQueue;
import io.callarchive.plan.History;
import io.callarchive.plan.Inventory;
import io.callarchive.plan.Orders;
import io.callarchive.plan.Planner;
import io.callarchive.plan.QueuedPages;
import io.callarchive.plan.RevisitAges;
import io.callarchive.plan.Schedules;
import io.callarchive.plan.Signal;
import io.callarchive.plan.Timetable;
import io.callarchive.plan.Upkeep;
import io.callarchive.retention.Retention;
import io.callarchive.schema.LogSchema;
import io.callarchive.status.ArchiveStatus;
import io.callarchive.status.LogStates;
import io.callarchive.status.StateReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The domain's parts, put together around whatever answers, stores and queues. The app and the tests that let weeks
 * pass in seconds share it, so that what those prove holds for the app.
 */
public final class Assembly {
    /** What is outside of the domain. */
    public record Outside(
            PublishedDays days,
            Staging staging,
            KeptAside keptAside,
            Failures failures,
            PageQueue pageQueue,
            QueuedPages queuedPages,
            CheckQueue checkQueue,
            ConductorQueue conductorQueue,
            Schedules schedules,
            Orders orders,
            Digests digests,
            Journal journal,
            Supplier<Instant> deployedAt,
            Clock clock,
            RandomGenerator random) {
        /** The same with other eyes, for who looks and changes nothing. */
        Outside toLookAt(
                PublishedDays seenDays,
                Failures seenFailures,
                Schedules seenSchedules,
                Orders seenOrders,
                Supplier<Instant> seenDeployedAt) {
            return new Outside(
                    seenDays,
                    staging,
                    keptAside,
                    seenFailures,
                    pageQueue,
                    queuedPages,
                    checkQueue,
                    conductorQueue,
                    seenSchedules,
                    seenOrders,
                    digests,
                    journal,
                    seenDeployedAt,
                    clock,
                    random);
        }
    }

    /** What the settings decide. */
    public record Policy(
            Collection<CallLog> logs,
            Timetable timetable,
            RevisitAges revisits,
            History history,
            Upkeep upkeep,
            Retention retention,
            RequestLimits limits) {
        public Policy {
            logs = List.copyOf(logs);
        }
    }

    private final Outside outside;
    private final Policy policy;
    private final Planner planner;
    private final Inventory inventory;

    public Assembly(Outside outside, Policy policy) {
        this.outside = outside;
        this.policy = policy;
        this.planner = new Planner(
                policy.logs(),
                policy.revisits(),
                policy.history(),
                policy.upkeep(),
                policy.retention(),
                policy.limits());
        this.inventory = new Inventory(outside.days());
    }

    public Conductor conductor() {
        Conductor.Seams seams = new Conductor.Seams(
                inventory,
                outside.days(),
                outside.staging(),
                outside.failures(),
                outside.schedules(),
                outside.orders(),
                outside.pageQueue(),
                outside.queuedPages(),
                outside.conductorQueue(),
                outside.checkQueue());
        return new Conductor(planner, seams, policy.limits(), outside.clock(), outside.random());
    }

    public Backfills backfills() {
        return new Backfills(
                planner, inventory, outside.schedules(), outside.orders(), outside.conductorQueue(), outside.clock());
    }

    public ArchiveStatus status() {
        return new ArchiveStatus(
                inventory, planner, outside.schedules(), outside.orders(), outside.failures(), outside.clock());
    }

    public LogStates logStates() {
        return new LogStates(status(), planner, policy.timetable(), outside.deployedAt(), outside.clock());
    }

    /** What adds to the chain of digests; it says which version did. */
    public Digester digester(String version) {
        return new Digester(
                policy.logs(),
                outside.days(),
                status(),
                outside.digests(),
                outside.journal(),
                outside.clock(),
                version);
    }

    public Reporter reporter() {
        return new Reporter(outside.days(), status(), outside.journal(), outside.clock());
    }

    public StateReport stateReport() {
        return new StateReport(logStates(), status());
    }

    public PageArchiver pageArchiver(GraphLogs graph) {
        return new PageArchiver(
                graph,
                outside.staging(),
                outside.pageQueue(),
                outside.keptAside(),
                outside.failures(),
                outside.checkQueue(),
                this::tell,
                policy.limits(),
                outside.clock());
    }

    public DeadPage deadPage() {
        return new DeadPage(outside.pageQueue(), outside.staging(), outside.failures(), this::tell, outside.clock());
    }

    private void tell(ChainEnd end) {
        outside.conductorQueue().send(new Signal.ChainEnded(end), Duration.ZERO);
    }

    public DayChecker dayChecker() {
        ReadBack readBack =
                new ReadBack(new GraphRows(), log -> LogSchema.of(log).names());
        return new DayChecker(
                outside.days(),
                readBack,
                outside.conductorQueue()::wake,
                outside.checkQueue(),
                outside.failures(),
                outside.clock());
    }
}
