package io.callarchive.app;

import com.microsoft.azure.functions.HttpRequestMessage;
import io.callarchive.StorageFault;
import io.callarchive.evidence.Journal;
import io.callarchive.evidence.JournalEntry;
import io.callarchive.evidence.JournalEntry.Action;
import io.callarchive.plan.Order;
import io.callarchive.web.BadRequest;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Writes down who orders what, before it is done: what cannot be written down is not done. */
final class OrderJournal {
    private static final int UNAVAILABLE = 503;

    private final Journal journal;
    private final Caller caller;
    private final Supplier<UUID> ids;
    private final Clock clock;

    OrderJournal(Journal journal, Caller caller, Supplier<UUID> ids, Clock clock) {
        this.journal = journal;
        this.caller = caller;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Writes an entry.
     *
     * @throws BadRequest if it cannot be written: then the order must not be carried out
     */
    void write(HttpRequestMessage<?> request, Action action, Order order) throws BadRequest {
        JournalEntry entry = JournalEntry.of(
                ids.get().toString(),
                clock.instant(),
                action,
                new JournalEntry.Span(order.from(), order.to(), order.logs()),
                order.force(),
                caller.who(request),
                "accepted",
                order.id());
        try {
            journal.append(entry);
        } catch (StorageFault e) {
            throw new BadRequest(
                    UNAVAILABLE,
                    List.of(
                            "nothing was done, because it could not be written into the journal first: storage answered "
                                    + e.problem()));
        }
    }
}
