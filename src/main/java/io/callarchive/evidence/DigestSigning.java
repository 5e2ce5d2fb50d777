package io.callarchive.evidence;

import java.util.List;

/**
 * Signs the digests. Whoever dies between a digest and its signature leaves one that the next call signs: it goes back
 * from the newest to one that is signed.
 */
public final class DigestSigning {
    /** A chain that was begun without a key is signed from about there on. */
    private static final int FURTHEST_BACK = 100;

    private final Digests digests;
    private final Signer signer;

    public DigestSigning(Digests digests, Signer signer) {
        this.digests = digests;
        this.signer = signer;
    }

    /** Signs what is not signed, the newest first. */
    public void sign() {
        List<Long> sequences = digests.sequences();
        int first = Math.max(0, sequences.size() - FURTHEST_BACK);
        for (int i = sequences.size() - 1; i >= first; i--) {
            long sequence = sequences.get(i);
            if (digests.signature(sequence).isPresent()) {
                return;
            }
            digests.read(sequence).ifPresent(json -> digests.putSignature(sequence, DetachedJws.of(json, signer)));
        }
    }
}
