package io.callarchive.testing;

import io.callarchive.lake.LakeStores;

/** The containers of a lake in memory. */
public record InMemoryLake(InMemoryBlobStore files, InMemoryBlobStore readings, InMemoryBlobStore records) {
    public InMemoryLake() {
        this(new InMemoryBlobStore(), new InMemoryBlobStore(), new InMemoryBlobStore());
    }

    public LakeStores stores() {
        return new LakeStores(files, readings, records);
    }
}
