package io.callarchive.app;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RequestRetryCondition;
import com.azure.core.http.policy.RetryOptions;
import com.azure.identity.CredentialBuilderBase;
import io.callarchive.storage.OneHost;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * How the managed identity's endpoint is asked: within bounds, because no time-out of whoever needs a token covers its
 * acquisition; and with one layer of retries, where azure-identity and MSAL below it each have one of their own and
 * would ask sixteen times. MSAL loses the status and repeats whatever it gets, so a no never reaches it.
 */
final class IdentityClient implements HttpPipelinePolicy {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int RETRIES = 2;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int LONGEST_REASON = 500;

    private IdentityClient() {}

    static <T extends CredentialBuilderBase<T>> T bounded(T builder) {
        return builder.httpClient(http())
                .retryOptions(new RetryOptions(new FixedDelayOptions(RETRIES, PAUSE))
                        .setShouldRetryCondition(IdentityClient::mayPassInASecond))
                .addPolicy(new IdentityClient());
    }

    private static HttpClient http() {
        return new OkHttpAsyncHttpClientBuilder()
                .dispatcher(OneHost.dispatcher())
                .connectionTimeout(PATIENCE)
                .readTimeout(PATIENCE)
                .responseTimeout(PATIENCE)
                .callTimeout(PATIENCE.multipliedBy(2))
                .build();
    }

    private static boolean mayPassInASecond(RequestRetryCondition condition) {
        HttpResponse response = condition.getResponse();
        return response != null && (response.getStatusCode() == 429 || response.getStatusCode() >= 500);
    }

    @Override
    public HttpPipelinePosition getPipelinePosition() {
        return HttpPipelinePosition.PER_CALL;
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return next.process()
                .flatMap(response -> response.getStatusCode() < 400
                        ? Mono.just(response)
                        : response.getBodyAsString()
                                .defaultIfEmpty("")
                                .flatMap(body -> Mono.error(refusal(response, body))));
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        HttpResponse response = next.processSync();
        if (response.getStatusCode() < 400) {
            return response;
        }
        throw refusal(response, response.getBodyAsBinaryData().toString());
    }

    private static ClientAuthenticationException refusal(HttpResponse response, String body) {
        String reason =
                body.substring(0, Math.min(body.length(), LONGEST_REASON)).replaceAll("\\s+", " ");
        return new ClientAuthenticationException(
                "the identity endpoint answered " + response.getStatusCode() + ": " + reason, response);
    }
}
