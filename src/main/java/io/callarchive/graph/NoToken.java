package io.callarchive.graph;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import io.callarchive.text.Causes;
import io.callarchive.text.ForeignText;

/** That the identity gave no token, and why. */
final class NoToken {
    private NoToken() {}

    static boolean isTheCauseOf(Throwable e) {
        return Causes.of(e)
                .anyMatch(cause -> cause instanceof CredentialUnavailableException
                        || cause instanceof ClientAuthenticationException);
    }

    static String words(Throwable e) {
        return "the identity gave no token; see IDENTITY_ENDPOINT and AZURE_CLIENT_ID: " + ForeignText.ofCause(e);
    }
}
