package io.callarchive.storage;

import com.azure.core.exception.AzureException;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.identity.CredentialUnavailableException;
import io.callarchive.Problem;
import io.callarchive.StorageFault;
import io.callarchive.text.Causes;
import io.callarchive.text.ForeignText;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes the exceptions of the storage clients into {@link StorageFault}s; those of a mistake of ours pass. */
public final class StorageCalls {
    private static final HttpHeaderName ERROR_CODE = HttpHeaderName.fromString("x-ms-error-code");

    private StorageCalls() {}

    /** What the call returns. */
    public static <T> T call(Supplier<T> call) {
        return call(call, refusal -> Optional.empty());
    }

    /**
     * What the call returns or, where the service refused it for a reason that is an outcome like any other, what that
     * refusal means.
     *
     * @param outcome empty if the refusal is a fault
     */
    public static <T> T call(Supplier<T> call, Function<StorageRefusal, Optional<T>> outcome) {
        try {
            return call.get();
        } catch (HttpResponseException e) {
            return refusal(e).flatMap(outcome).orElseThrow(() -> fault(e));
        } catch (RuntimeException e) {
            throw fault(e);
        }
    }

    /** The fault that an exception of a client tells; the exception itself if it is not the service's. */
    public static RuntimeException fault(RuntimeException e) {
        if (e instanceof StorageFault) {
            return e;
        }
        Optional<StorageRefusal> refusal = Causes.of(e)
                .filter(HttpResponseException.class::isInstance)
                .findFirst()
                .flatMap(StorageCalls::refusal);
        if (refusal.isPresent()) {
            return refusal.get().fault(e);
        }
        boolean noToken = Causes.of(e)
                .anyMatch(cause -> cause instanceof CredentialUnavailableException
                        || cause instanceof ClientAuthenticationException);
        boolean noAnswer = Causes.of(e)
                .anyMatch(cause -> cause instanceof IOException
                        || cause instanceof TimeoutException
                        || cause instanceof AzureException
                        || cause instanceof InterruptedException);
        if (!noToken && !noAnswer) {
            return e;
        }
        String what = noToken
                ? "no token for the storage account; see IDENTITY_ENDPOINT and AZURE_CLIENT_ID: "
                : "the storage account cannot be reached: ";
        return new StorageFault(
                Problem.ours(
                        noToken ? Problem.Code.NO_TOKEN : Problem.Code.STORAGE_NO_ANSWER,
                        what + ForeignText.ofCause(e)),
                true,
                e);
    }

    private static Optional<StorageRefusal> refusal(Throwable e) {
        HttpResponse response = e instanceof HttpResponseException http ? http.getResponse() : null;
        if (response == null || e instanceof ClientAuthenticationException) {
            return Optional.empty();
        }
        String code = response.getHeaderValue(ERROR_CODE);
        return Optional.of(
                new StorageRefusal(response.getStatusCode(), code == null ? "http-" + response.getStatusCode() : code));
    }
}
