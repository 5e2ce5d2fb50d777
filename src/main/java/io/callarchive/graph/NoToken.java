package io.callarchive.graph;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import io.callarchive.text.ForeignText;
import java.util.stream.Stream;

/** That the identity gave no token, and why. */
final class NoToken {
    private NoToken() {}

    static boolean isTheCauseOf(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(cause -> cause instanceof CredentialUnavailableException
                        || cause instanceof ClientAuthenticationException);
    }

    static String words(Throwable e) {
        return "the identity gave no token; see IDENTITY_ENDPOINT and AZURE_CLIENT_ID: " + ForeignText.ofCause(e);
    }
}
