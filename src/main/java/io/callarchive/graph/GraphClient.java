package io.callarchive.graph;

import com.azure.core.credential.TokenCredential;
import com.microsoft.graph.core.authentication.AzureIdentityAuthenticationProvider;
import com.microsoft.graph.core.requests.BaseGraphRequestAdapter;
import com.microsoft.kiota.NativeResponseHandler;
import com.microsoft.kiota.RequestInformation;
import io.callarchive.CallLog;
import io.callarchive.Problem;
import io.callarchive.pages.GraphLogs;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageAnswer;
import io.callarchive.pages.PageRequest;
import io.callarchive.text.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Asks Graph for pages, through the Graph SDK's request builders and adapter, and hands out what really came back.
 *
 * <p>The SDK's own handlers are left out: its retries would sleep inside the invocation and lose the 429, its redirects
 * would follow a Location to anywhere. Waiting is the queue's business, and a redirect is a refusal.
 */
public final class GraphClient implements GraphLogs {
    static final int MAX_BODY_BYTES = 64 << 20;
    private static final int MAX_ERROR_BYTES = 64 << 10;
    /** The request, the token, the right, the address or the form is wrong, or the server does not speak so. */
    private static final Set<Integer> OWN_FAULTS = Set.of(400, 401, 403, 404, 406, 414, 415);
    /** With the pauses between them some minutes. */
    private static final int EMPTY_LINKS_BEFORE_THE_END = 5;
    /** With a backfill's pauses between them a minute. */
    private static final int TRIES_BEFORE_ROWS_ARE_LEFT_OUT = 3;

    private static final int IDLE_CONNECTIONS = 5;
    /** Shorter than servers keep a connection: one that they have closed would cost a try. */
    private static final int IDLE_SECONDS = 20;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(100);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(200);

    private final BaseGraphRequestAdapter adapter;
    private final NextLinkRule links;
    private final TokenRoles roles;
    private final Clock clock;
    private final Supplier<UUID> requestIds;

    public GraphClient(GraphEndpoint endpoint, TokenCredential credential, Clock clock, Supplier<UUID> requestIds) {
        this.adapter = new BaseGraphRequestAdapter(
                new AzureIdentityAuthenticationProvider(
                        credential, new String[] {endpoint.base().getHost()}, endpoint.scope()),
                endpoint.base().toString(),
                new OkHttpClient.Builder()
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .retryOnConnectionFailure(false)
                        .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                        .addNetworkInterceptor(GraphClient::withoutImmediateRepeat)
                        .addNetworkInterceptor(new WholeBody())
                        .connectTimeout(CONNECT_TIMEOUT)
                        .readTimeout(READ_TIMEOUT)
                        .callTimeout(CALL_TIMEOUT)
                        .build());
        this.links = new NextLinkRule(endpoint);
        this.roles = new TokenRoles(credential, endpoint);
        this.clock = clock;
        this.requestIds = requestIds;
    }

    @Override
    public PageAnswer fetch(PageRequest request) {
        RequestInformation information = information(request);
        NativeResponseHandler answer = new NativeResponseHandler();
        information.setResponseHandler(answer);
        information.headers.add("Accept", "application/json");
        information.headers.add("client-request-id", requestIds.get().toString());
        try {
            adapter.sendPrimitive(information, null, InputStream.class);
        } catch (RuntimeException e) {
            return noAnswer(e);
        }
        try (Response response = (Response) answer.getValue()) {
            return read(request, response);
        } catch (IOException e) {
            return noAnswer(e);
        }
    }

    /** At that header OkHttp repeats a 503 by itself, and no setting stops it. */
    private static Response withoutImmediateRepeat(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        boolean atOnce =
                response.code() == 503 && response.header("Retry-After", "").matches("0+");
        return atOnce ? response.newBuilder().removeHeader("Retry-After").build() : response;
    }

    private RequestInformation information(PageRequest request) {
        if (request.nextLink().isEmpty()) {
            return LogFunctions.firstPage(adapter, request.day().log(), request.window());
        }
        String link = request.nextLink().get();
        links.objection(request.day().log(), link).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        return LogFunctions.followingPage(adapter, request.day().log(), link);
    }

    private PageAnswer read(PageRequest request, Response response) throws IOException {
        String requestId = GraphError.requestId(response.header("request-id", ""));
        InputStream body = response.body().byteStream();
        if (response.code() != 200) {
            Problem problem = GraphError.of(
                    response.code(), response.header("Content-Type", ""), body.readNBytes(MAX_ERROR_BYTES), requestId);
            return isOwnFault(response.code(), request)
                    ? refused(problem)
                    : new PageAnswer.Throttled(
                            RetryAfter.parse(response.header("Retry-After"), clock.instant()), problem);
        }
        byte[] bytes = body.readNBytes(MAX_BODY_BYTES + 1);
        if (bytes.length > MAX_BODY_BYTES) {
            String message = "a page of more than " + MAX_BODY_BYTES + " bytes";
            return new PageAnswer.Refused(
                    new Problem(200, Problem.Code.ANSWER_TOO_LARGE.label(), message, requestId), false);
        }
        try {
            return page(request, response, bytes);
        } catch (UnreadableAnswer e) {
            String type = response.header("Content-Type", "");
            String message = ForeignText.clean(type.isEmpty() ? "no content type" : type) + ", " + bytes.length
                    + " bytes: " + e.getMessage();
            return new PageAnswer.Throttled(Optional.empty(), new Problem(200, e.code(), message, requestId));
        }
    }

    private PageAnswer page(PageRequest request, Response response, byte[] bytes) throws IOException, UnreadableAnswer {
        Optional<String> objection = AnswerHeaders.objection(response);
        if (objection.isEmpty()) {
            objection = AnswerHeaders.objectionOfTrailers(response);
        }
        if (objection.isPresent()) {
            throw new UnreadableAnswer(objection.get());
        }
        CallLog log = request.day().log();
        Page page = parse(request, bytes);
        if (page.nextLink().isEmpty()) {
            return page;
        }
        Optional<String> link =
                NextLink.resolve(page.nextLink().get(), response.request().url().uri());
        Optional<String> foreign =
                link.isEmpty() ? Optional.of("the nextLink is not a valid URI") : links.objection(log, link.get());
        return foreign.isPresent()
                ? new PageAnswer.Refused(Problem.ours(Problem.Code.FOREIGN_LINK, foreign.get()), false)
                : page.withNextLink(link.get());
    }

    /**
     * The page; by force, and once asking again has not helped, without the rows that are no JSON. Not at once: what was
     * damaged on the way is whole the next time, and whoever forces a day can wait for a minute.
     */
    private static Page parse(PageRequest request, byte[] bytes) throws UnreadableAnswer {
        CallLog log = request.day().log();
        int tries = request.setbacks().tries();
        boolean emptyLinkEnds = tries >= EMPTY_LINKS_BEFORE_THE_END;
        if (!request.run().force() || tries < TRIES_BEFORE_ROWS_ARE_LEFT_OUT) {
            return PageParser.parse(bytes, log, request.window(), emptyLinkEnds);
        }
        byte[] whole = bytes.clone();
        try {
            return PageParser.parse(bytes, log, request.window(), emptyLinkEnds);
        } catch (UnreadableAnswer e) {
            try {
                return PageParser.parseWithoutUnreadableRows(whole, log, request.window(), emptyLinkEnds);
            } catch (UnreadableAnswer second) {
                e.addSuppressed(second);
                throw e;
            }
        }
    }

    /**
     * Whether a status says that this request is at fault. Everything else may be different in a while: what proxies,
     * gateways and a service under load dress as a 4xx, and a 206 and its like, which say nothing that could be
     * archived. A 410 is the link's fault where there is one.
     */
    private static boolean isOwnFault(int status, PageRequest request) {
        return (status >= 300 && status < 400)
                || OWN_FAULTS.contains(status)
                || (status == 410 && request.nextLink().isPresent());
    }

    /** Any of them may pass (a proxy's login page, a stale token, replication) but a role that the token does not hold. */
    private PageAnswer refused(Problem problem) {
        if (problem.status() != 403 || !lacksTheRole()) {
            return new PageAnswer.Refused(problem, true);
        }
        String message = "the identity's token lacks the application role " + String.join(" or ", TokenRoles.ENOUGH)
                + ". Graph: " + problem.message();
        return new PageAnswer.Refused(new Problem(403, problem.code(), message, problem.requestId()), false);
    }

    private boolean lacksTheRole() {
        try {
            return roles.held().filter(held -> !TokenRoles.areEnough(held)).isPresent();
        } catch (RuntimeException e) {
            // Graph has just seen a token: what the next one would hold is not known.
            return false;
        }
    }

    /** No answer at all: no token, no connection, or the connection broke while the answer came. */
    private static PageAnswer noAnswer(Exception e) {
        Problem problem = NoToken.isTheCauseOf(e)
                ? Problem.ours(Problem.Code.NO_TOKEN, NoToken.words(e))
                : Problem.ours(Problem.Code.NO_ANSWER, ForeignText.ofCause(e));
        return new PageAnswer.Throttled(Optional.empty(), problem);
    }
}
