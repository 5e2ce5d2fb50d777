package io.callarchive.local.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import okio.Buffer;

/**
 * The emulator's blob service as it would be on a bad day: all requests are passed on, but for those that it is told to
 * refuse, or to leave unanswered, in the service's place. Safe for many threads. Not the JDK's server, which changes the
 * case of headers and with it the names of metadata.
 */
public final class StorageGateway implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(MockWebServer.class.getName());
    /** Of one connection and not of what travels over it; each side sets its own. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "host", "keep-alive", "transfer-encoding");

    private final URI emulator;
    private final OkHttpClient client;
    private final MockWebServer server = new MockWebServer();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger passedOn = new AtomicInteger();

    /** What becomes of requests such as {@code PUT /account1/call-logs/x?comp=block}; status 0 is no answer. */
    private record Rule(Predicate<String> requests, int status, String code) {}

    /** Starts at once, on a free port and with the emulator's certificate. */
    public StorageGateway(Azurite azurite) throws IOException {
        // A line for each request otherwise.
        LOGGER.setLevel(Level.WARNING);
        this.emulator = azurite.blobServiceUri();
        this.client =
                new OkHttpClient.Builder().protocols(List.of(Protocol.HTTP_1_1)).build();
        server.setProtocols(List.of(Protocol.HTTP_1_1));
        server.useHttps(azurite.certificate().context().getSocketFactory(), false);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    }

    /** In the place of the emulator's. */
    public URI blobServiceUri() {
        return URI.create("https://127.0.0.1:" + server.getPort() + emulator.getPath());
    }

    /** From now on refuses those requests; each is a method, a blank, and the path with its query. */
    public void refuse(int status, String code, Predicate<String> requests) {
        rules.add(new Rule(requests, status, code));
    }

    /** From now on takes those requests and says nothing. */
    public void keepSilent(Predicate<String> requests) {
        rules.add(new Rule(requests, 0, ""));
    }

    /** How many requests were refused so far. */
    public int refused() {
        return refused.get();
    }

    /** How many requests were passed on so far. */
    public int passedOn() {
        return passedOn.get();
    }

    /** From now on passes everything on again. */
    public void recover() {
        rules.clear();
    }

    private MockResponse answer(RecordedRequest request) {
        String line = request.getMethod() + " " + request.getPath();
        for (Rule rule : rules) {
            if (rule.requests().test(line)) {
                return rule.status() == 0
                        ? new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE)
                        : refusal(request, rule);
            }
        }
        try {
            return passedOn(request);
        } catch (IOException e) {
            return new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
        }
    }

    private MockResponse refusal(RecordedRequest request, Rule rule) {
        refused.incrementAndGet();
        MockResponse response = new MockResponse()
                .setResponseCode(rule.status())
                .setHeader("x-ms-error-code", rule.code())
                .setHeader("Content-Type", "application/xml");
        return isHead(request)
                ? response
                : response.setBody("<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + rule.code()
                        + "</Code><Message>Refused on request.</Message></Error>");
    }

    private MockResponse passedOn(RecordedRequest request) throws IOException {
        passedOn.incrementAndGet();
        String method = String.valueOf(request.getMethod());
        byte[] body = request.getBody().readByteArray();
        boolean withBody = method.equals("PUT") || method.equals("POST");
        Request.Builder onward = new Request.Builder()
                .url(emulator.getScheme() + "://" + emulator.getRawAuthority() + request.getPath())
                .method(method, withBody ? RequestBody.create(body) : null)
                .header("Accept-Encoding", "identity");
        request.getHeaders().forEach(header -> {
            if (travels(header.getFirst())) {
                onward.header(header.getFirst(), header.getSecond());
            }
        });
        try (Response response = client.newCall(onward.build()).execute()) {
            MockResponse back = new MockResponse().setResponseCode(response.code());
            if (!isHead(request)) {
                back.setBody(new Buffer().write(response.body().bytes()));
            }
            response.headers().forEach(header -> {
                boolean length = isHead(request) && header.getFirst().equalsIgnoreCase("content-length");
                if (length || travels(header.getFirst())) {
                    back.setHeader(header.getFirst(), header.getSecond());
                }
            });
            return back;
        }
    }

    private static boolean isHead(RecordedRequest request) {
        return "HEAD".equals(request.getMethod());
    }

    private static boolean travels(String header) {
        return !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
        try {
            server.shutdown();
        } catch (IOException e) {
            // It waits for its own threads, which may be silent on purpose.
        }
    }
}
