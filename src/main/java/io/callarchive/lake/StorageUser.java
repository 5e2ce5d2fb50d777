package io.callarchive.lake;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.json.Json;
import io.callarchive.json.MalformedJson;
import java.util.Base64;

/** Who uses a storage account from the command line, for the journal. */
public final class StorageUser {
    private static final String SCOPE = "https://storage.azure.com/.default";
    private static final String UNKNOWN = "unknown";

    private StorageUser() {}

    /** The object id of the signed-in identity; {@code account-key} where the account's key is used instead. */
    public static String of(StorageAddress address, TokenCredential credential) {
        if (address instanceof StorageAddress.ConnectionString) {
            return "account-key";
        }
        String token = credential
                .getTokenSync(new TokenRequestContext().addScopes(SCOPE))
                .getToken();
        String[] parts = token.split("\\.", -1);
        try {
            JsonNode claims = Json.tree(Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : ""));
            String id = claims.path("oid").asText();
            return id.matches("[0-9a-fA-F-]{36}") ? id : UNKNOWN;
        } catch (MalformedJson | IllegalArgumentException e) {
            return UNKNOWN;
        }
    }
}
