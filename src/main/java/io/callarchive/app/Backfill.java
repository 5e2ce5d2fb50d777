package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.callarchive.CallLog;
import io.callarchive.plan.BackfillRun;
import io.callarchive.plan.Plan;
import io.callarchive.web.ArchiveQuery;
import io.callarchive.web.BackfillAnswer;
import io.callarchive.web.BackfillOrder;
import io.callarchive.web.BadRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Archives chosen days on demand. */
public final class Backfill {
    private final Caller caller;
    private final BackfillRun backfill;
    private final List<CallLog> logs;
    private final Clock clock;

    Backfill(Caller caller, BackfillRun backfill, Collection<CallLog> logs, Clock clock) {
        this.caller = caller;
        this.backfill = backfill;
        this.logs = List.copyOf(logs);
        this.clock = clock;
    }

    /** 202 with what was queued; 200 with what would be, for a dry run. */
    @FunctionName("Backfill")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "backfill",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return caller.answer(request, asked -> order(asked, context));
    }

    private HttpResponseMessage order(HttpRequestMessage<Optional<String>> request, ExecutionContext context)
            throws BadRequest {
        BackfillOrder order = BackfillOrder.parse(request.getBody(), logs, LocalDate.now(clock));
        Plan plan = backfill.plan(order.days(), order.force());
        if (order.dryRun()) {
            return Caller.json(request, HttpStatus.OK, BackfillAnswer.dryRun(plan));
        }
        backfill.begin(plan, new LogEvents(context));
        String status = ArchiveQuery.url(order.from(), order.to(), order.logs());
        return Caller.json(request, HttpStatus.ACCEPTED, BackfillAnswer.queued(plan, status));
    }
}
