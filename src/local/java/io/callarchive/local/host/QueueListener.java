package io.callarchive.local.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs one queue function by the rules of the WebJobs SDK: messages are fetched in batches while at most
 * newBatchThreshold of them are being worked on; returning deletes a message, throwing hides it for the
 * visibilityTimeout or, after maxDequeueCount tries, moves it to the poison queue.
 */
final class QueueListener implements Listener {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    private final StagedFunction function;
    private final TriggerQueue queue;
    private final HostSettings settings;
    private final Duration longestPause;
    private final Invoker invoker;
    private final HostLog log;
    private final Semaphore free;
    private final ExecutorService poller = Executors.newSingleThreadExecutor();
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService workers;
    private final CountDownLatch stopped = new CountDownLatch(1);

    QueueListener(
            StagedFunction function,
            TriggerQueue queue,
            HostSettings settings,
            Duration longestPause,
            Invoker invoker,
            HostLog log) {
        int atOnce = settings.batchSize() + settings.newBatchThreshold();
        this.function = function;
        this.queue = queue;
        this.settings = settings;
        this.longestPause = longestPause;
        this.invoker = invoker;
        this.log = log;
        this.free = new Semaphore(atOnce);
        this.workers = Executors.newFixedThreadPool(atOnce);
    }

    @Override
    public void start() {
        poller.execute(this::poll);
    }

    @Override
    public void stop() {
        stopped.countDown();
        poller.shutdown();
    }

    @Override
    public void awaitIdle(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean ended = poller.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
        workers.shutdown();
        ended &= workers.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        renewals.shutdownNow();
        if (!ended) {
            log.error(function.name() + " was still running when the host stopped; its messages come back when their"
                    + " lease ends");
        }
    }

    private void poll() {
        Duration pause = SHORTEST_PAUSE;
        try {
            while (stopped.getCount() > 0) {
                boolean found = fetchBatch() > 0;
                pause = found ? SHORTEST_PAUSE : longer(pause);
                if (!found && stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(longestPause) < 0 ? twice : longestPause;
    }

    /** A whole batch must fit, which is the case when at most newBatchThreshold messages are being worked on. */
    private int fetchBatch() throws InterruptedException {
        free.acquire(settings.batchSize());
        List<LeasedMessage> batch = List.of();
        try {
            batch = queue.receive();
        } catch (RuntimeException e) {
            if (stopped.getCount() > 0) {
                log.error("cannot receive from the queue " + queue.name() + ": " + firstLine(e));
            }
        }
        free.release(settings.batchSize() - batch.size());
        batch.forEach(message -> workers.execute(() -> process(message)));
        return batch.size();
    }

    private void process(LeasedMessage message) {
        try {
            workOn(message);
        } catch (RuntimeException e) {
            log.error("cannot settle message " + message.id() + " of the queue " + queue.name() + ": " + firstLine(e));
        } finally {
            free.release();
        }
    }

    private void workOn(LeasedMessage message) {
        Optional<String> text = queue.text(message);
        if (text.isEmpty()) {
            log.error("message " + message.id() + " of the queue " + queue.name() + " is not base64");
            queue.moveToPoison(message);
        } else if (queue.isSpent(message)) {
            queue.moveToPoison(message);
        } else if (runRenewing(message, text.get())) {
            message.delete();
        } else {
            queue.failed(message);
        }
    }

    /** The messages of the storage service are whole XML documents. */
    private static String firstLine(RuntimeException e) {
        return e.toString().lines().findFirst().orElse("");
    }

    private boolean runRenewing(LeasedMessage message, String text) {
        long half = queue.lease().toMillis() / 2;
        Future<?> renewal = renewals.scheduleWithFixedDelay(message::renew, half, half, TimeUnit.MILLISECONDS);
        try {
            return invoker.invoke(function, text).succeeded();
        } finally {
            renewal.cancel(false);
        }
    }
}
