package io.callarchive.app;

import com.microsoft.azure.functions.HttpRequestMessage;
import io.callarchive.evidence.Journal;
import io.callarchive.evidence.JournalEntry;
import io.callarchive.evidence.JournalEntry.Action;
import io.callarchive.plan.Order;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

/** Writes down who orders what, before it is done: what cannot be written down is not done. */
final class OrderJournal {
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

    void write(HttpRequestMessage<?> request, Action action, Order order) {
        journal.append(JournalEntry.of(
                ids.get().toString(),
                clock.instant(),
                action,
                new JournalEntry.Span(order.from(), order.to(), order.logs()),
                order.force(),
                caller.who(request),
                "accepted",
                order.id()));
    }
}
