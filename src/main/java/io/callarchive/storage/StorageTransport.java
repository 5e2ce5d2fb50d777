package io.callarchive.storage;

import com.azure.core.http.HttpClient;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.time.Duration;

/**
 * How the storage clients connect, and how long they wait. Share one among clients: it holds the connections.
 *
 * <p>A client's own time-out of a try does not end a call that hangs (azure-storage-common 12.32 notices it once the
 * call has come back), so the bounds that matter are those of the connection.
 */
public final class StorageTransport {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private final HttpClient http;
    private final RequestRetryOptions retries;

    private StorageTransport(int tries, Duration connect, Duration answer, Duration whole) {
        // Among others, Put Block is asynchronous in the SDK, whatever client it is asked of.
        this.http = new OkHttpAsyncHttpClientBuilder()
                .dispatcher(OneHost.dispatcher())
                .connectionTimeout(connect)
                .readTimeout(answer)
                .writeTimeout(answer)
                .responseTimeout(answer)
                .build();
        this.retries = new RequestRetryOptions(RetryPolicyType.EXPONENTIAL, tries, whole, PAUSE, LONGEST_PAUSE, null);
    }

    /** For the work: a few tries, and then the message waits in the queue. */
    public static StorageTransport forWork() {
        return new StorageTransport(3, Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(100));
    }

    /** For whoever wants to know at once whether something is there: one try of a few seconds. */
    public static StorageTransport forALook() {
        return new StorageTransport(1, Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(8));
    }

    public HttpClient http() {
        return http;
    }

    public RequestRetryOptions retries() {
        return retries;
    }
}
