package io.callarchive.testing;

import io.callarchive.lake.LakeStores;
import java.time.InstantSource;

/** The containers of a lake in memory. */
public record InMemoryLake(InMemoryBlobStore files, InMemoryBlobStore readings, InMemoryBlobStore records) {
    public InMemoryLake() {
        this(InstantSource.system());
    }

    /** With that clock of the service. */
    public InMemoryLake(InstantSource clock) {
        this(new InMemoryBlobStore(clock), new InMemoryBlobStore(clock), new InMemoryBlobStore(clock));
    }

    public LakeStores stores() {
        return new LakeStores(files, readings, records);
    }
}
