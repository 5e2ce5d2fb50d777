package io.callarchive.lake;

import io.callarchive.Sha256;
import io.callarchive.pages.ChainHash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/** SHA-256, shortened to what fits in a block id. */
final class Hashes {
    private Hashes() {}

    /** The hash of a chain after another segment. */
    static ChainHash of(ChainHash previous, ByteBuffer segment) {
        MessageDigest digest = Sha256.digest();
        digest.update(previous.toBytes());
        digest.update(segment.duplicate());
        return shortened(digest);
    }

    static ChainHash of(List<ChainHash> chains) {
        MessageDigest digest = Sha256.digest();
        chains.forEach(chain -> digest.update(chain.toBytes()));
        return shortened(digest);
    }

    private static ChainHash shortened(MessageDigest digest) {
        return ChainHash.ofBytes(Arrays.copyOf(digest.digest(), ChainHash.BYTES));
    }
}
