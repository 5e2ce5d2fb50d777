package io.callarchive.app;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.Context;
import io.callarchive.evidence.Signer;
import io.callarchive.json.Json;
import io.callarchive.storage.StorageTransport;
import java.net.URI;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A key in Key Vault, which signs there: one call of its REST interface (keys, sign, version 7.4). The key's address
 * has its version, so that what is signed can say which it was.
 */
final class KeyVaultKey implements Signer {
    private static final String API_VERSION = "7.4";
    private static final String RULE =
            "must be the URI of a key with its version, such as https://<vault>.vault.azure.net/keys/<name>/<version>";
    private static final Pattern PATH = Pattern.compile("/keys/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}");
    private static final Pattern VAULT = Pattern.compile("[a-z0-9-]{3,24}\\.(vault\\.(?:azure|usgovcloudapi)\\.net)");
    private static final String LOOPBACK = "127.0.0.1";
    private static final String GLOBAL = "vault.azure.net";

    private final URI key;
    private final TokenCredential credential;
    private final HttpPipeline http;

    private record Asked(String alg, String value) {}

    KeyVaultKey(URI key, TokenCredential credential, StorageTransport transport) {
        this.key = key;
        this.credential = credential;
        this.http = new HttpPipelineBuilder()
                .httpClient(transport.http())
                .policies(new RetryPolicy())
                .build();
    }

    /**
     * The address of a key, from a setting.
     *
     * @throws IllegalArgumentException with the rule, if it is none
     */
    static URI parse(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(RULE, e);
        }
        String host = String.valueOf(uri.getHost());
        boolean isVault = "https".equals(uri.getScheme()) && VAULT.matcher(host).matches() && uri.getPort() < 0;
        boolean isStandIn = "http".equals(uri.getScheme()) && host.equals(LOOPBACK);
        boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        if (!(isVault || isStandIn) || !plain || !PATH.matcher(uri.getPath()).matches()) {
            throw new IllegalArgumentException(RULE);
        }
        return uri;
    }

    @Override
    public String keyId() {
        return key.toString();
    }

    @Override
    public byte[] sign(byte[] sha256) {
        String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256);
        HttpRequest request = new HttpRequest(HttpMethod.POST, key + "/sign?api-version=" + API_VERSION)
                .setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + token())
                .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
                .setBody(Json.bytes(new Asked("ES256", digest)));
        try (HttpResponse answer = http.sendSync(request, Context.NONE)) {
            if (answer.getStatusCode() != 200) {
                throw new IllegalStateException("Key Vault answered " + answer.getStatusCode()
                        + "; the identity needs Key Vault Crypto User on the key of ARCHIVE_EVIDENCE_KEY");
            }
            String signature = Json.tree(answer.getBodyAsBinaryData().toBytes())
                    .path("value")
                    .asText();
            return Base64.getUrlDecoder().decode(signature);
        }
    }

    private String token() {
        String cloud = VAULT.matcher(key.getHost()).replaceFirst("$1").replace(LOOPBACK, GLOBAL);
        return credential
                .getTokenSync(new TokenRequestContext().addScopes("https://" + cloud + "/.default"))
                .getToken();
    }
}
