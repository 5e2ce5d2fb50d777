package io.callarchive.evidence;

/** A key on the curve P-256 that only its keeper can sign with. */
public interface Signer {
    /** Which key it is, with its version: the {@code kid} of what it signs. */
    String keyId();

    /**
     * Signs a SHA-256.
     *
     * @return R and S, 64 bytes, as RFC 7518 (section 3.4) has it for ES256
     */
    byte[] sign(byte[] sha256);
}
