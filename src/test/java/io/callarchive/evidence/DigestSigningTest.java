package io.callarchive.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callarchive.testing.InMemoryEvidence;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class DigestSigningTest {
    private final InMemoryEvidence digests = new InMemoryEvidence(InstantSource.system());
    private int signatures = Integer.MAX_VALUE;

    private final Signer signer = new Signer() {
        @Override
        public String keyId() {
            return "https://vault/keys/evidence/1";
        }

        @Override
        public byte[] sign(byte[] sha256) {
            if (signatures-- == 0) {
                throw new IllegalStateException("the vault refuses");
            }
            return new byte[64];
        }
    };

    /** A vault that refuses, comes back, and refuses again in the middle leaves no gap. */
    @Test
    void whatWasLeftIsSignedWhereverItBrokeOff() {
        for (long sequence = 1; sequence <= 5; sequence++) {
            digests.put(sequence, ("{" + sequence + "}").getBytes(StandardCharsets.UTF_8));
        }
        DigestSigning signing = new DigestSigning(digests, signer);
        signatures = 2;
        assertThatThrownBy(signing::sign).hasMessage("the vault refuses");
        signatures = Integer.MAX_VALUE;
        signing.sign();
        assertThat(digests.sequences())
                .allSatisfy(sequence -> assertThat(digests.signature(sequence)).isPresent());
    }
}
