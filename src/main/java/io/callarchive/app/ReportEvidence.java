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
import io.callarchive.evidence.Report;
import io.callarchive.evidence.Reporter;
import io.callarchive.web.ArchiveQuery;
import io.callarchive.web.BadRequest;
import io.callarchive.web.ReportDocument;
import io.callarchive.web.ReportFormat;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Tells an auditor what the archive holds of a span of days, and why it does not hold the rest. */
public final class ReportEvidence {
    private final Caller caller;
    private final Reporter reporter;
    private final List<CallLog> logs;
    private final Clock clock;

    ReportEvidence(Caller caller, Reporter reporter, Collection<CallLog> logs, Clock clock) {
        this.caller = caller;
        this.reporter = reporter;
        this.logs = List.copyOf(logs);
        this.clock = clock;
    }

    /** JSON, CSV or a page to be printed, as {@code format} says; without it a page for a browser, else JSON. */
    @FunctionName("Report")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "report",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return caller.answer(request, this::report);
    }

    private HttpResponseMessage report(HttpRequestMessage<Optional<String>> request) throws BadRequest {
        ReportFormat format = ReportFormat.parse(request.getQueryParameters(), Caller.isBrowser(request));
        ArchiveQuery query =
                ArchiveQuery.parse(ReportFormat.without(request.getQueryParameters()), logs, LocalDate.now(clock));
        Report report = reporter.report(query.from(), query.end(), query.logs());
        return switch (format) {
            case JSON -> Caller.json(request, HttpStatus.OK, ReportDocument.json(report));
            case CSV -> Caller.document(request, HttpStatus.OK, "text/csv; charset=utf-8", ReportDocument.csv(report));
            case HTML -> Caller.page(request, ReportDocument.html(report), ReportDocument.headers());
        };
    }
}
