package io.callarchive.local.host;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs one timer function at its times, one run after the other, and again if it fails and wants that; remembers nothing
 * over a restart.
 */
final class TimerListener implements Listener {
    private final StagedFunction function;
    private final TimerSchedule schedule;
    private final Retries retries;
    private final Invoker invoker;
    private final HostLog log;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

    TimerListener(StagedFunction function, Trigger.Timer trigger, Invoker invoker, HostLog log, Clock clock) {
        this.function = function;
        this.schedule = trigger.schedule();
        this.retries = trigger.retries();
        this.invoker = invoker;
        this.log = log;
        this.clock = clock;
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void start() {
        scheduleNext(clock.instant());
    }

    @Override
    public void stop() {
        timer.shutdown();
    }

    @Override
    public void awaitIdle(Duration patience) throws InterruptedException {
        boolean ended = timer.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            log.error(function.name() + " was still running when the host stopped");
        }
    }

    private void scheduleNext(Instant last) {
        Optional<Instant> next = schedule.nextAfter(last);
        if (next.isEmpty()) {
            log.error(function.name() + " is never due: " + schedule);
            return;
        }
        log.info(function.name() + " is next due at " + next.get());
        runAfter(Duration.between(clock.instant(), next.get()), next.get(), 0);
    }

    private void runAfter(Duration delay, Instant due, int retry) {
        var unused = timer.schedule(() -> run(due, retry), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
    }

    private void run(Instant due, int retry) {
        boolean succeeded = invoker.invoke(function, TimerPayload.of(due)).succeeded();
        if (timer.isShutdown()) {
            return;
        }
        if (!succeeded && retries.isOneMoreAfter(retry)) {
            log.info(function.name() + " is tried again in " + retries.delay());
            runAfter(retries.delay(), due, retry + 1);
            return;
        }
        Instant now = clock.instant();
        scheduleNext(now.isAfter(due) ? now : due);
    }
}
