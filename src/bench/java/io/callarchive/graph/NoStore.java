package io.callarchive.graph;

import io.callarchive.lake.BlobStore;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drops what it is given: the network is not measured. */
final class NoStore implements BlobStore {
    @Override
    public void stageBlock(String blob, String blockId, ByteBuffer content) {}

    @Override
    public List<String> uncommittedBlocks(String blob) {
        return List.of();
    }

    @Override
    public Optional<Stored> find(String blob) {
        return Optional.empty();
    }

    @Override
    public boolean commit(String blob, List<String> blockIds, Map<String, String> metadata, Optional<Stored> replaced) {
        return false;
    }

    @Override
    public InputStream read(String blob, String etag) {
        return InputStream.nullInputStream();
    }

    @Override
    public boolean replaceMetadata(String blob, Map<String, String> metadata, String etag) {
        return false;
    }

    @Override
    public void delete(String blob) {}

    @Override
    public Map<String, Listed> list(String prefix) {
        return Map.of();
    }
}
