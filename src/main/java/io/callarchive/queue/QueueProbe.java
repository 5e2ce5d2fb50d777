package io.callarchive.queue;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.SendMessageResult;
import io.callarchive.status.HealthCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;

/**
 * Whether a queue is there, takes messages and lets go of them, how many wait in it, and whether anybody takes them. The message that it tries with
 * is invisible until a second before it expires, so nobody meets it, also if the process dies in between.
 */
public final class QueueProbe implements HealthCheck.Probe {
    private static final Duration GONE_BY_ITSELF = Duration.ofMinutes(2);
    private static final Duration UNSEEN = GONE_BY_ITSELF.minusSeconds(1);

    /** A message that is due is taken within a minute or two, also by an app that has to be started for it. */
    private static final Duration TOO_LONG = Duration.ofHours(1);

    private static final int MOST_PEEKED = 32;

    private final QueueClient queue;
    private final Clock clock;

    public QueueProbe(QueueClient queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public HealthCheck look() {
        SendMessageResult tried = queue.sendMessageWithResponse("health", UNSEEN, GONE_BY_ITSELF, null, Context.NONE)
                .getValue();
        queue.deleteMessage(tried.getMessageId(), tried.getPopReceipt());
        long waiting = queue.getProperties().getApproximateMessagesCountLong();
        String found = "takes messages, about " + waiting + (waiting == 1 ? " waits" : " wait");
        Optional<Instant> untaken = queue.peekMessages(MOST_PEEKED, null, Context.NONE).stream()
                .map(Waiting::dueAt)
                .min(Comparator.naturalOrder())
                .filter(due -> due.isBefore(clock.instant().minus(TOO_LONG)));
        String silence = untaken.map(due -> ", but nobody has taken the oldest, which was due at "
                        + due.truncatedTo(ChronoUnit.SECONDS)
                        + ": is a function switched off, or does the host not run?")
                .orElse("");
        String name = "queue " + queue.getQueueName();
        return (untaken.isEmpty() ? HealthCheck.pass(name, found) : HealthCheck.warn(name, found + silence))
                .observing(waiting);
    }
}
