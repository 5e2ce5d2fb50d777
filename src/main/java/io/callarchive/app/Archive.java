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
import io.callarchive.StorageFault;
import io.callarchive.evidence.Holds;
import io.callarchive.evidence.Journal;
import io.callarchive.status.ArchiveStatus;
import io.callarchive.web.ArchiveAnswer;
import io.callarchive.web.ArchiveQuery;
import io.callarchive.web.BadRequest;
import io.callarchive.web.StatusPage;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Shows how things stand. */
public final class Archive {
    private final Caller caller;
    private final ArchiveStatus status;
    private final Journal journal;
    private final List<CallLog> logs;
    private final String files;
    private final Clock clock;
    private final StatusPage page = new StatusPage();

    /**
     * How the archive of these logs stands.
     *
     * @param files the address of the container of the files
     */
    Archive(Caller caller, ArchiveStatus status, Journal journal, Collection<CallLog> logs, String files, Clock clock) {
        this.caller = caller;
        this.status = status;
        this.journal = journal;
        this.logs = List.copyOf(logs);
        this.files = files;
        this.clock = clock;
    }

    /** JSON, a state for each log and day; for a browser the page that asks for it. */
    @FunctionName("Archive")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "archive",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return caller.answer(
                request,
                asked -> Caller.isBrowser(asked) ? Caller.page(asked, page.html(), page.headers()) : status(asked));
    }

    private HttpResponseMessage status(HttpRequestMessage<Optional<String>> request) throws BadRequest {
        LocalDate today = LocalDate.now(clock);
        ArchiveQuery query = ArchiveQuery.parse(request.getQueryParameters(), logs, today);
        String body = ArchiveAnswer.of(
                query,
                files,
                status.between(query.logs(), query.from(), query.to(), today),
                holds(),
                clock.instant(),
                today);
        return Caller.json(request, HttpStatus.OK, body);
    }

    /** The days are shown also if the journal cannot be read; health says why that is. */
    private Optional<Holds> holds() {
        try {
            return Optional.of(Holds.of(journal.entries()));
        } catch (StorageFault e) {
            return Optional.empty();
        }
    }
}
