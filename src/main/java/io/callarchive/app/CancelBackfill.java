package io.callarchive.app;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.callarchive.evidence.JournalEntry.Action;
import io.callarchive.plan.Backfills;
import io.callarchive.plan.Order;
import io.callarchive.web.BadRequest;
import java.util.List;
import java.util.Optional;

/** Cancels an order. */
public final class CancelBackfill {
    private final Caller caller;
    private final Backfills backfills;
    private final OrderJournal journal;

    CancelBackfill(Caller caller, Backfills backfills, OrderJournal journal) {
        this.caller = caller;
        this.backfills = backfills;
        this.journal = journal;
    }

    /** 204; what is on its way is still archived. */
    @FunctionName("CancelBackfill")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.DELETE,
                            route = "backfill",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request) {
        return caller.answer(request, asked -> {
            String order = asked.getQueryParameters().getOrDefault("order", "");
            Optional<Order> open = backfills.find(order);
            if (open.isPresent()) {
                journal.write(asked, Action.CANCEL, open.get());
            }
            if (!backfills.cancel(order)) {
                throw new BadRequest(404, List.of("no open order has this name; GET /api/archive lists them"));
            }
            return asked.createResponseBuilder(HttpStatus.NO_CONTENT).build();
        });
    }
}
