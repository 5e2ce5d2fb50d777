package io.callarchive.lake;

import io.callarchive.RunId;
import io.callarchive.lake.BlobStore.Stored;
import io.callarchive.pages.ChainHash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a gzip file of staged pages: a header before them, a trailer behind them, and one commit. */
final class PageBlocks {
    private PageBlocks() {}

    /** False, and nothing is changed, if the blob is in another state than that, or a page is not there any more. */
    static boolean commit(
            BlobStore blobs,
            String path,
            RunId run,
            StagedReading reading,
            Map<String, String> metadata,
            Optional<Stored> replaced) {
        BlockId header = frame(BlockId.Kind.HEADER, run, reading);
        BlockId trailer = frame(BlockId.Kind.TRAILER, run, reading);
        blobs.stageBlock(path, header.encode(), GzipFrame.header());
        blobs.stageBlock(path, trailer.encode(), GzipFrame.trailer(reading.crc32(), reading.rawLength()));
        List<String> ids = new ArrayList<>();
        ids.add(header.encode());
        reading.pages().forEach(page -> ids.add(page.encode()));
        ids.add(trailer.encode());
        return blobs.commit(path, ids, metadata, replaced);
    }

    /** A block out of sight that says that its run has ended, or when it goes on. */
    static void stageHeartbeat(BlobStore blobs, String path, RunId run, int minute, boolean last) {
        BlockId id = BlockId.heartbeat(run, minute, last);
        blobs.stageBlock(path, id.encode(), ByteBuffer.wrap(new byte[1]));
    }

    /**
     * Header and trailer are named by the reading they frame: were the name only the run's, the trailer of one branch
     * could be overwritten by that of another between staging and commit.
     */
    private static BlockId frame(BlockId.Kind kind, RunId run, StagedReading reading) {
        return new BlockId(
                kind,
                false,
                new BlockId.Place(run, 0, 0, 1, 0),
                0,
                new BlockId.Content(
                        0, Set.of(), reading.crc32(), (int) reading.rawLength(), Optional.empty(), Optional.empty()),
                reading.digest(),
                ChainHash.NONE);
    }
}
