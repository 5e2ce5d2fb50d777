package io.callarchive.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Optional;

/** A key vault with one key on P-256, which answers "sign" as the reference of Key Vault's REST interface has it. */
public final class VaultSimulator implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KEY = "/keys/evidence/0123456789abcdef0123456789abcdef";
    private static final String AUDIENCE = "https://vault.azure.net";

    private final KeyPair pair;
    private final LoopbackServer server;
    private volatile boolean refuses;

    public VaultSimulator() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        this.pair = generator.generateKeyPair();
        this.server = LoopbackServer.start("vault", this::answer);
    }

    /** The key's address, with its version. */
    public URI keyId() {
        return server.uri(KEY);
    }

    /** The public key, as PEM. */
    public String publicKey() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** From now on the identity has no right to it, or has. */
    public void refuse(boolean refuse) {
        refuses = refuse;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean found = exchange.getRequestURI().toString().equals(KEY + "/sign?api-version=7.4")
                    && exchange.getRequestMethod().equals("POST");
            if (!found) {
                send(exchange, 404, "{\"error\":{\"code\":\"KeyNotFound\"}}");
            } else if (refuses || !isForVaults(exchange)) {
                send(exchange, refuses ? 403 : 401, "{\"error\":{\"code\":\"Forbidden\"}}");
            } else {
                send(exchange, 200, "{\"kid\":\"" + keyId() + "\",\"value\":\"" + sign(JSON.readTree(body)) + "\"}");
            }
        }
    }

    private static boolean isForVaults(HttpExchange exchange) throws IOException {
        String token = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        String[] parts = token.split("\\.", -1);
        return parts.length == 3
                && JSON.readTree(Base64.getUrlDecoder().decode(parts[1]))
                        .path("aud")
                        .asText()
                        .equals(AUDIENCE);
    }

    private String sign(JsonNode asked) throws IOException {
        byte[] digest = Base64.getUrlDecoder().decode(asked.path("value").asText());
        if (!asked.path("alg").asText().equals("ES256") || digest.length != 32) {
            throw new IOException("Key Vault would refuse this");
        }
        try {
            Signature signature = Signature.getInstance("NONEwithECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(digest);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.close();
    }
}
