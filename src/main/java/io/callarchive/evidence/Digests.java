package io.callarchive.evidence;

import io.callarchive.Sha256;
import io.callarchive.json.MalformedJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where the digests are kept: each is written once and never again. */
public interface Digests {
    /** The newest one, by its number. */
    Optional<Kept> newest();

    /** Writes the digest of that number; false, and nothing is written, if there is one already. */
    boolean put(long sequence, byte[] json);

    /** The numbers of all that are there, in order. */
    List<Long> sequences();

    /** One of them; empty if it is not there. */
    Optional<byte[]> read(long sequence);

    /** The signature of one of them, a {@link DetachedJws}; empty if it is not signed. */
    Optional<String> signature(long sequence);

    /** Keeps a signature; what is there already stays. */
    void putSignature(long sequence, String jws);

    /**
     * A digest that is there.
     *
     * @param sha256 of its bytes
     * @param digest empty if somebody has spoilt it: the next one follows all the same, and its hash tells
     * @param keptAt when it was written, by the storage's clock
     */
    record Kept(long sequence, String sha256, Optional<Digest> digest, Instant keptAt) {
        /** The digest of these bytes. */
        public static Kept of(long sequence, byte[] json, Instant keptAt) {
            Optional<Digest> digest;
            try {
                digest = Optional.of(Digest.read(json));
            } catch (MalformedJson e) {
                digest = Optional.empty();
            }
            return new Kept(sequence, Sha256.hex(json), digest, keptAt);
        }
    }
}
