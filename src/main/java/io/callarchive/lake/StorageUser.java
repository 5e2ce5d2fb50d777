package io.callarchive.lake;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.callarchive.json.TokenClaims;

/** Who uses a storage account from the command line, for the journal. */
public final class StorageUser {
    private static final String SCOPE = "https://storage.azure.com/.default";

    private StorageUser() {}

    /** The object id of the signed-in identity; {@code account-key} where the account's key is used instead. */
    public static String of(StorageAddress address, TokenCredential credential) {
        if (address instanceof StorageAddress.ConnectionString) {
            return "account-key";
        }
        String token = credential
                .getTokenSync(new TokenRequestContext().addScopes(SCOPE))
                .getToken();
        return TokenClaims.of(token)
                .map(claims -> claims.path("oid").asText())
                .filter(id -> id.matches("[0-9a-fA-F-]{36}"))
                .orElse("unknown");
    }
}
