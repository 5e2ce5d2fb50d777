package io.callarchive.evidence;

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

    /**
     * A digest that is there.
     *
     * @param keptAt when it was written, by the storage's clock
     */
    record Kept(long sequence, byte[] json, Instant keptAt) {}
}
