package io.callarchive.evidence;

import io.callarchive.Sha256;
import io.callarchive.json.Json;
import io.callarchive.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A JWS with detached content (RFC 7515, appendix F): signed with ES256, the content stands elsewhere. */
public final class DetachedJws {
    private static final String ALGORITHM = "ES256";

    private DetachedJws() {}

    /** Any other member, such as {@code crit}, is one that nobody here understands. */
    private record Header(String alg, @Nullable String kid) {}

    /** Signs the content. */
    static String of(byte[] content, Signer signer) {
        String header = base64(Json.bytes(new Header(ALGORITHM, signer.keyId())));
        byte[] signature = signer.sign(Sha256.digest().digest(input(header, content)));
        return header + ".." + base64(signature);
    }

    /** Whether it is the signature of that content by that key. */
    public static boolean fits(String jws, byte[] content, PublicKey key) {
        String[] parts = jws.strip().split("\\.", -1);
        try {
            Header header = Json.read(Base64.getUrlDecoder().decode(parts[0]), Header.class);
            if (parts.length != 3 || !parts[1].isEmpty() || !ALGORITHM.equals(header.alg())) {
                return false;
            }
            // The form of a JWS: R and S one behind the other, and no DER.
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(key);
            signature.update(input(parts[0], content));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (MalformedJson | IllegalArgumentException | GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * A public key as PEM, which is what {@code az keyvault key download} writes.
     *
     * @throws IllegalArgumentException with the rule, if it is none
     */
    public static PublicKey key(String pem) {
        String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IllegalArgumentException("must be a file with a public EC key, as PEM", e);
        }
    }

    private static byte[] input(String header, byte[] content) {
        return (header + "." + base64(content)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
