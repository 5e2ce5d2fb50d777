package io.callarchive.app;

import io.callarchive.CallLog;
import io.callarchive.Failures;
import io.callarchive.check.DayChecker;
import io.callarchive.check.ReadBack;
import io.callarchive.dayfile.CheckQueue;
import io.callarchive.dayfile.ParallelReads;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.graph.GraphRows;
import io.callarchive.pages.DeadPage;
import io.callarchive.pages.GraphLogs;
import io.callarchive.pages.KeptAside;
import io.callarchive.pages.PageArchiver;
import io.callarchive.pages.PageQueue;
import io.callarchive.pages.RateLimiter;
import io.callarchive.pages.RequestLimits;
import io.callarchive.pages.Staging;
import io.callarchive.plan.BackfillRun;
import io.callarchive.plan.Inventory;
import io.callarchive.plan.NightlyRun;
import io.callarchive.plan.PlannedRun;
import io.callarchive.plan.Planner;
import io.callarchive.plan.RevisitAges;
import io.callarchive.plan.RunStarter;
import io.callarchive.schema.LogSchema;
import io.callarchive.status.ArchiveStatus;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
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
            CheckQueue checkQueue,
            ParallelReads reads,
            Clock clock,
            RandomGenerator random) {}

    /**
     * What the settings decide.
     *
     * @param historyDays how far back missing days are looked for
     */
    public record Policy(Collection<CallLog> logs, RevisitAges revisits, int historyDays, RequestLimits limits) {
        public Policy {
            logs = List.copyOf(logs);
        }
    }

    private final Outside outside;
    private final Policy policy;
    private final RateLimiter limiter;
    private final Planner planner;
    private final Inventory inventory;
    private final RunStarter starter;

    public Assembly(Outside outside, Policy policy) {
        this.outside = outside;
        this.policy = policy;
        this.limiter = new RateLimiter(policy.limits(), outside.clock());
        this.planner = new Planner(policy.logs(), policy.revisits(), policy.historyDays(), policy.limits());
        this.inventory = new Inventory(outside.days(), outside.staging(), outside.clock(), outside.reads());
        this.starter = new RunStarter(outside.staging(), outside.pageQueue(), outside.clock(), outside.random());
    }

    public NightlyRun nightlyRun() {
        return new NightlyRun(policy.logs(), planner, inventory, starter, outside.checkQueue());
    }

    public BackfillRun backfillRun() {
        return new BackfillRun(planner, inventory, starter, outside.clock());
    }

    public ArchiveStatus status() {
        return new ArchiveStatus(inventory, outside.failures());
    }

    /** With a limiter that all of this assembly's share: they are one instance of the app. */
    public PageArchiver pageArchiver(GraphLogs graph) {
        return new PageArchiver(
                graph,
                outside.staging(),
                outside.pageQueue(),
                outside.keptAside(),
                outside.failures(),
                outside.checkQueue(),
                limiter,
                outside.clock());
    }

    public DeadPage deadPage() {
        return new DeadPage(outside.pageQueue(), outside.staging(), outside.failures(), outside.clock());
    }

    public DayChecker dayChecker() {
        ReadBack readBack =
                new ReadBack(new GraphRows(), log -> LogSchema.of(log).names());
        return new DayChecker(
                outside.days(),
                readBack,
                (day, file, events) -> starter.start(PlannedRun.afresh(day, file), events),
                outside.checkQueue(),
                outside.failures(),
                outside.clock());
    }
}
