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

    /** Signs what is not signed, the oldest first: so that whatever is before a signed one is signed, too. */
    public void sign() {
        List<Long> sequences = digests.sequences();
        int first = Math.max(0, sequences.size() - FURTHEST_BACK);
        int unsigned = sequences.size();
        while (unsigned > first
                && digests.signature(sequences.get(unsigned - 1)).isEmpty()) {
            unsigned--;
        }
        for (long sequence : sequences.subList(unsigned, sequences.size())) {
            digests.read(sequence).ifPresent(json -> digests.putSignature(sequence, DetachedJws.of(json, signer)));
        }
    }
}
