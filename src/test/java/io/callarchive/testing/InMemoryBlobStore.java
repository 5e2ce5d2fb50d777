package io.callarchive.testing;

import static java.util.Objects.requireNonNull;

import io.callarchive.dayfile.PublishedDays.ChangedMeanwhile;
import io.callarchive.lake.BlobStore;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A container in memory that keeps the rules of block blobs; the contract test holds it to what Azurite does. */
public final class InMemoryBlobStore implements BlobStore {
    private static final class Blob {
        private final Map<String, byte[]> uncommitted = new LinkedHashMap<>();
        private Map<String, byte[]> committed = new LinkedHashMap<>();
        private List<String> order = List.of();
        private Map<String, String> metadata = Map.of();
        private long etag;
        private Instant changedAt = Instant.EPOCH;

        private boolean exists() {
            return etag > 0;
        }
    }

    private final Map<String, Blob> blobs = new HashMap<>();
    private final InstantSource clock;
    private long etags;

    public InMemoryBlobStore() {
        this(InstantSource.system());
    }

    /** With that clock of the service. */
    public InMemoryBlobStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void stageBlock(String name, String blockId, ByteBuffer content) {
        Blob blob = blobs.computeIfAbsent(name, unused -> new Blob());
        boolean otherLength = blob.uncommitted.keySet().stream().anyMatch(id -> id.length() != blockId.length());
        if (otherLength || !content.hasRemaining()) {
            throw new IllegalArgumentException("block ids of one length, blocks of at least one byte");
        }
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        blob.uncommitted.put(blockId, bytes);
    }

    @Override
    public synchronized List<String> uncommittedBlocks(String name) {
        return Optional.ofNullable(blobs.get(name))
                .map(blob -> List.copyOf(blob.uncommitted.keySet()))
                .orElse(List.of());
    }

    @Override
    public synchronized Optional<Stored> find(String name) {
        return Optional.ofNullable(blobs.get(name))
                .filter(Blob::exists)
                .map(blob -> new Stored(Long.toString(blob.etag), blob.metadata, Optional.empty(), 0));
    }

    @Override
    public synchronized boolean commit(
            String name, List<String> blockIds, Map<String, String> metadata, Optional<Stored> replaced) {
        Blob blob = blobs.computeIfAbsent(name, unused -> new Blob());
        Map<String, byte[]> available = new HashMap<>(blob.committed);
        available.putAll(blob.uncommitted);
        if (!replaced.map(Stored::etag).equals(find(name).map(Stored::etag))
                || !available.keySet().containsAll(blockIds)) {
            return false;
        }
        Map<String, byte[]> chosen = new LinkedHashMap<>();
        blockIds.forEach(id -> chosen.put(id, requireNonNull(available.get(id))));
        blob.committed = chosen;
        blob.order = List.copyOf(blockIds);
        blob.uncommitted.clear();
        blob.metadata = Map.copyOf(metadata);
        blob.etag = ++etags;
        blob.changedAt = clock.instant();
        return true;
    }

    @Override
    public InputStream read(String name, String etag) throws ChangedMeanwhile {
        return new Reading(name, etag);
    }

    @Override
    public synchronized boolean replaceMetadata(String name, Map<String, String> metadata, String etag) {
        Blob blob = blobs.get(name);
        if (blob == null || !etag.equals(Long.toString(blob.etag))) {
            return false;
        }
        blob.metadata = Map.copyOf(metadata);
        blob.etag = ++etags;
        blob.changedAt = clock.instant();
        return true;
    }

    @Override
    public synchronized void delete(String name) {
        Blob blob = blobs.get(name);
        if (blob == null || !blob.exists()) {
            return;
        }
        blobs.remove(name);
    }

    @Override
    public synchronized Map<String, Listed> list(String prefix) {
        Map<String, Listed> found = new HashMap<>();
        blobs.forEach((name, blob) -> {
            if (name.startsWith(prefix) && (blob.exists() || !blob.uncommitted.isEmpty())) {
                found.put(
                        name,
                        new Listed(
                                Long.toString(blob.etag),
                                content(name).map(content -> content.length).orElse(0),
                                blob.changedAt,
                                blob.metadata));
            }
        });
        return found;
    }

    /** Looks at the blob anew with each read, as the Azure store does with each of its requests. */
    private final class Reading extends InputStream {
        private final String name;
        private final String etag;
        private int position;

        Reading(String name, String etag) throws ChangedMeanwhile {
            this.name = name;
            this.etag = etag;
            content();
        }

        private byte[] content() throws ChangedMeanwhile {
            synchronized (InMemoryBlobStore.this) {
                return find(name)
                        .filter(stored -> stored.etag().equals(etag))
                        .flatMap(stored -> InMemoryBlobStore.this.content(name))
                        .orElseThrow(ChangedMeanwhile::new);
            }
        }

        @Override
        public int read() throws ChangedMeanwhile {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws ChangedMeanwhile {
            byte[] content = content();
            if (position == content.length) {
                return -1;
            }
            int count = Math.min(length, content.length - position);
            System.arraycopy(content, position, target, offset, count);
            position += count;
            return count;
        }
    }

    /** What a reader sees of the blob. */
    public synchronized Optional<byte[]> content(String name) {
        return Optional.ofNullable(blobs.get(name)).filter(Blob::exists).map(blob -> {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            blob.order.forEach(id -> content.writeBytes(requireNonNull(blob.committed.get(id))));
            return content.toByteArray();
        });
    }

    /** The names of the blobs that a reader sees. */
    public synchronized List<String> names() {
        List<String> names = new ArrayList<>();
        blobs.forEach((name, blob) -> {
            if (blob.exists()) {
                names.add(name);
            }
        });
        return names;
    }
}
