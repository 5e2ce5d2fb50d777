package io.callarchive.lake;

import io.callarchive.testing.InMemoryBlobStore;
import java.util.Optional;

class InMemoryBlobStoreTest extends BlobStoreContract {
    private final InMemoryBlobStore store = new InMemoryBlobStore();

    @Override
    BlobStore store() {
        return store;
    }

    @Override
    Optional<byte[]> read(String name) {
        return store.content(name);
    }
}
