package io.callarchive.lake;

import io.callarchive.dayfile.PublishedDays.ChangedMeanwhile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container of block blobs, as far as the commit protocol needs one. The rules are those of Azure Blob Storage:
 * blocks are out of sight until they are committed; a block id written again overwrites; a commit shows exactly the
 * named blocks, at once, and discards every uncommitted block that it does not name.
 *
 * <p>Faults of the service are thrown as unchecked exceptions; a refused condition is a value.
 */
public interface BlobStore {
    /**
     * A committed blob.
     *
     * @param tier where somebody has put it on purpose; empty if it is in the account's own
     * @param tags how many index tags it has
     */
    record Stored(String etag, Map<String, String> metadata, Optional<String> tier, long tags) {}

    /**
     * A blob as a listing shows it.
     *
     * @param etag empty, as the metadata, if only blocks are staged
     * @param bytes that are committed
     * @param changedAt when it was last written, by the service's clock
     */
    record Listed(String etag, long bytes, Instant changedAt, Map<String, String> metadata) {}

    /** Stores a block out of sight. All block ids of a blob have the same length. */
    void stageBlock(String blob, String blockId, ByteBuffer content);

    /** The ids of the blocks that are not committed; none if the blob does not exist. */
    List<String> uncommittedBlocks(String blob);

    /** The committed blob. */
    Optional<Stored> find(String blob);

    /**
     * Makes the blob consist of these blocks, with this metadata. What else somebody has done with the blob that is
     * replaced, its tier and its index tags, stays; tags only where the app has the right to read them.
     *
     * @param replaced the state that is replaced; empty if there must be no blob
     * @return false, and nothing is changed, if the blob is in another state or a block is not there any more
     */
    boolean commit(String blob, List<String> blockIds, Map<String, String> metadata, Optional<Stored> replaced);

    /**
     * The content of the blob, to be read once from its beginning. The caller closes it.
     *
     * @throws ChangedMeanwhile here or from the stream, if the blob is in another state than the etag's
     * @throws IOException if it cannot be read
     */
    InputStream read(String blob, String etag) throws IOException;

    /**
     * Replaces the metadata; the content and the uncommitted blocks stay.
     *
     * @return false, and nothing is changed, if the blob is in another state than the etag's
     */
    boolean replaceMetadata(String blob, Map<String, String> metadata, String etag);

    /** Deletes the committed blob, if there is one. */
    void delete(String blob);

    /** The blobs whose names begin so; also those of which there are only staged blocks. */
    Map<String, Listed> list(String prefix);
}
