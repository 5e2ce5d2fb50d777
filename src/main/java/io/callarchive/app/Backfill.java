package io.callarchive.app;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.callarchive.CallLog;
import io.callarchive.evidence.JournalEntry.Action;
import io.callarchive.plan.Backfills;
import io.callarchive.plan.Order;
import io.callarchive.web.ArchiveQuery;
import io.callarchive.web.BackfillAnswer;
import io.callarchive.web.BackfillOrder;
import io.callarchive.web.BadRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Takes orders for chosen days. What becomes of them is the conductor's business. */
public final class Backfill {
    private final Caller caller;
    private final Backfills backfills;
    private final OrderJournal journal;
    private final List<CallLog> logs;
    private final Clock clock;

    Backfill(Caller caller, Backfills backfills, OrderJournal journal, Collection<CallLog> logs, Clock clock) {
        this.caller = caller;
        this.backfills = backfills;
        this.journal = journal;
        this.logs = List.copyOf(logs);
        this.clock = clock;
    }

    /** 202 with the order; 200 with what it would come to, for a dry run. */
    @FunctionName("Backfill")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "backfill",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request) {
        return caller.answer(request, this::order);
    }

    private HttpResponseMessage order(HttpRequestMessage<Optional<String>> request) throws BadRequest {
        BackfillOrder asked = BackfillOrder.parse(request.getBody(), logs, LocalDate.now(clock));
        Order order = asked.at(clock.instant());
        if (asked.dryRun()) {
            return Caller.json(request, HttpStatus.OK, BackfillAnswer.dryRun(backfills.estimate(order)));
        }
        if (!backfills.canBeRead(order)) {
            throw new BadRequest("none of these days can be read: Microsoft keeps them no longer, or the archive itself"
                    + " does not (ARCHIVE_DELETE_AFTER_DAYS); force asks Graph all the same");
        }
        String status = ArchiveQuery.url(order.from(), order.to(), order.logs());
        journal.write(request, Action.BACKFILL, order);
        return Caller.json(request, HttpStatus.ACCEPTED, BackfillAnswer.ordered(backfills.place(order), status));
    }
}
