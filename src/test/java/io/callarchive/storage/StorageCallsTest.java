package io.callarchive.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.identity.CredentialUnavailableException;
import io.callarchive.StorageFault;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageCallsTest {
    @ParameterizedTest
    @CsvSource({
        "412,LeaseIdMissing,true",
        "403,AuthorizationPermissionMismatch,true",
        "403,InsufficientAccountPermissions,true",
        "403,AccountIsDisabled,true",
        "404,ContainerNotFound,true",
        "409,ContainerBeingDeleted,true",
        "409,BlobArchived,false",
        "409,BlobImmutableDueToPolicy,false",
        "400,MetadataTooLarge,false",
        "503,ServerBusy,true",
        "500,OperationTimedOut,true"
    })
    void everyRefusalHasWordsThatSayWhatToDo(int status, String code, boolean mayPass) {
        StorageFault fault = faultOf(() -> {
            throw refusal(status, code);
        });

        assertThat(fault.problem().status()).isEqualTo(status);
        assertThat(fault.problem().code()).isEqualTo(code);
        assertThat(fault.problem().message()).isNotEqualTo("the storage service refused the call");
        assertThat(fault.mayPass()).isEqualTo(mayPass);
    }

    @Test
    void anUnknownRefusalKeepsItsCode() {
        StorageFault fault = faultOf(() -> {
            throw refusal(418, "Teapot");
        });

        assertThat(fault.problem()).hasToString("418 Teapot: the storage service refused the call");
    }

    @Test
    void aRefusalMayBeAnOutcome() {
        boolean done = StorageCalls.call(
                () -> {
                    throw refusal(412, "ConditionNotMet");
                },
                refusal -> refusal.code().equals("ConditionNotMet") ? Optional.of(false) : Optional.empty());

        assertThat(done).isFalse();
    }

    @Test
    void aStorageThatCannotBeReachedIsNamedByItsInnermostCause() {
        StorageFault fault = faultOf(() -> {
            throw new IllegalStateException(new UncheckedIOException(new UnknownHostException("x.blob.example")));
        });

        assertThat(fault.problem().code()).isEqualTo("storage-no-answer");
        assertThat(fault.problem().message())
                .isEqualTo("the storage account cannot be reached: UnknownHostException: x.blob.example");
    }

    @Test
    void aMissingTokenNamesTheSettings() {
        StorageFault fault = faultOf(() -> {
            throw new CredentialUnavailableException("ask +4915112345678");
        });

        assertThat(fault.problem().code()).isEqualTo("no-token");
        assertThat(fault.problem().message()).contains("AZURE_CLIENT_ID").doesNotContain("4915112345678");
    }

    @Test
    void aMistakeOfOursIsNoFaultOfTheStorage() {
        assertThatThrownBy(() -> StorageCalls.call(() -> {
                    throw new IllegalArgumentException("ours");
                }))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static StorageFault faultOf(Supplier<Object> call) {
        return catchThrowableOfType(StorageFault.class, () -> StorageCalls.call(call));
    }

    private static HttpResponseException refusal(int status, String code) {
        HttpResponse response = mock(HttpResponse.class);
        when(response.getStatusCode()).thenReturn(status);
        when(response.getHeaderValue(HttpHeaderName.fromString("x-ms-error-code")))
                .thenReturn(code);
        return new HttpResponseException("refused", response);
    }
}
