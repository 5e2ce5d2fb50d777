package io.callarchive.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class DetachedJwsTest {
    private static final byte[] CONTENT = "{\"sequence\":1}".getBytes(StandardCharsets.UTF_8);

    /** RFC 7515, appendix A.3: its key, its payload and its signature, the payload detached. */
    @Test
    void theExampleOfTheRfcFits() throws Exception {
        PublicKey key =
                key("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
        byte[] payload = Base64.getUrlDecoder()
                .decode("eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
                        + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ");
        String jws = "eyJhbGciOiJFUzI1NiJ9.."
                + "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
        assertThat(DetachedJws.fits(jws, payload, key)).isTrue();
        payload[0] ^= 1;
        assertThat(DetachedJws.fits(jws, payload, key)).isFalse();
    }

    @Test
    void whatIsSignedFitsItsKeyAndContentAlone() throws Exception {
        KeyPair pair = pair();
        String jws = DetachedJws.of(CONTENT, signer(pair));
        assertThat(jws).matches("[\\w-]+\\.\\.[\\w-]{86}");
        assertThat(new String(Base64.getUrlDecoder().decode(jws.split("\\.", -1)[0]), StandardCharsets.UTF_8))
                .isEqualTo("{\"alg\":\"ES256\",\"kid\":\"https://vault/keys/evidence/1\"}");
        assertThat(DetachedJws.fits(jws, CONTENT, pair.getPublic())).isTrue();
        assertThat(DetachedJws.fits(jws + "\n", CONTENT, pair.getPublic())).isTrue();
        assertThat(DetachedJws.fits(jws, CONTENT, pair().getPublic())).isFalse();
        assertThat(DetachedJws.fits(jws, new byte[0], pair.getPublic())).isFalse();
    }

    @Test
    void whatIsNoSuchSignatureDoesNotFit() throws Exception {
        KeyPair pair = pair();
        String jws = DetachedJws.of(CONTENT, signer(pair));
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        for (String wrong : new String[] {
            "",
            "..",
            "a.b.c",
            jws.replace("..", "." + Base64.getUrlEncoder().withoutPadding().encodeToString(CONTENT) + "."),
            none + "..",
            jws.substring(0, jws.length() - 4)
        }) {
            assertThat(DetachedJws.fits(wrong, CONTENT, pair.getPublic()))
                    .as(wrong)
                    .isFalse();
        }
    }

    @Test
    void aKeyIsPem() throws Exception {
        PublicKey key = pair().getPublic();
        String pem = "-----BEGIN PUBLIC KEY-----\r\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\r\n-----END PUBLIC KEY-----";
        assertThat(DetachedJws.key(pem)).isEqualTo(key);
        assertThatThrownBy(() -> DetachedJws.key("none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a file with a public EC key, as PEM");
    }

    private static Signer signer(KeyPair pair) {
        return new Signer() {
            @Override
            public String keyId() {
                return "https://vault/keys/evidence/1";
            }

            @Override
            public byte[] sign(byte[] sha256) {
                try {
                    Signature signature = Signature.getInstance("NONEwithECDSAinP1363Format");
                    signature.initSign(pair.getPrivate());
                    signature.update(sha256);
                    return signature.sign();
                } catch (GeneralSecurityException e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static PublicKey key(String x, String y) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(number(x), number(y));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger number(String base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
    }
}
