package io.callarchive.graph;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import com.microsoft.graph.core.authentication.AzureIdentityAuthenticationProvider;
import com.microsoft.graph.core.requests.BaseGraphRequestAdapter;
import com.microsoft.kiota.NativeResponseHandler;
import com.microsoft.kiota.RequestInformation;
import io.callarchive.GraphAnswer;
import io.callarchive.GraphLogs;
import io.callarchive.PageRequest;
import io.callarchive.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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
    private static final int IDLE_CONNECTIONS = 5;
    /** Shorter than servers keep a connection: one that they have closed would cost a try. */
    private static final int IDLE_SECONDS = 20;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(100);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(200);

    private final BaseGraphRequestAdapter adapter;
    private final NextLinkRule links;
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
                        .connectTimeout(CONNECT_TIMEOUT)
                        .readTimeout(READ_TIMEOUT)
                        .callTimeout(CALL_TIMEOUT)
                        .build());
        this.links = new NextLinkRule(endpoint);
        this.clock = clock;
        this.requestIds = requestIds;
    }

    @Override
    public GraphAnswer fetch(PageRequest request) {
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

    private GraphAnswer read(PageRequest request, Response response) throws IOException {
        int status = response.code();
        String type = response.header("Content-Type", "");
        String requestId = GraphError.requestId(response.header("request-id", ""));
        InputStream body = response.body().byteStream();
        if (status != 200) {
            Trouble trouble = GraphError.of(status, type, body.readNBytes(MAX_ERROR_BYTES), requestId);
            return isPassing(status)
                    ? new GraphAnswer.Throttled(
                            RetryAfter.parse(response.header("Retry-After"), clock.instant()), trouble)
                    : new GraphAnswer.Refused(trouble);
        }
        byte[] bytes = body.readNBytes(MAX_BODY_BYTES + 1);
        if (bytes.length > MAX_BODY_BYTES) {
            return new GraphAnswer.Refused(new Trouble(
                    status, "answer-too-large", "a page of more than " + MAX_BODY_BYTES + " bytes", requestId));
        }
        try {
            return page(request, type, bytes);
        } catch (UnreadableAnswer e) {
            String message = GraphError.clean(type.isEmpty() ? "no content type" : type) + ", " + bytes.length
                    + " bytes: " + e.getMessage();
            return new GraphAnswer.Throttled(
                    Optional.empty(), new Trouble(status, "unreadable-answer", message, requestId));
        }
    }

    private GraphAnswer page(PageRequest request, String type, byte[] bytes) throws UnreadableAnswer {
        if (!type.contains("json")) {
            throw new UnreadableAnswer("not JSON by its content type");
        }
        var page = PageParser.parse(bytes, request.day().log(), request.window());
        Optional<String> objection =
                page.nextLink().flatMap(link -> links.objection(request.day().log(), link));
        return objection.isPresent() ? new GraphAnswer.Refused(Trouble.ours("foreign-link", objection.get())) : page;
    }

    /** Statuses that may be different in a while; 206 and its like say nothing that could be archived. */
    private static boolean isPassing(int status) {
        return status == 429 || status == 408 || status >= 500 || (status > 200 && status < 300);
    }

    /** No answer at all: no token, no connection, or the connection broke while the answer came. */
    private static GraphAnswer noAnswer(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && !isToken(cause) && !(cause instanceof IOException)) {
            cause = cause.getCause();
        }
        String message = cause.getClass().getSimpleName() + ": "
                + GraphError.clean(
                        String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
        return new GraphAnswer.Throttled(
                Optional.empty(), Trouble.ours(isToken(cause) ? "no-token" : "no-answer", message));
    }

    private static boolean isToken(Throwable cause) {
        return cause instanceof CredentialUnavailableException || cause instanceof ClientAuthenticationException;
    }
}
