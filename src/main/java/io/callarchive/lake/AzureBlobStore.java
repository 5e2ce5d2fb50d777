package io.callarchive.lake;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobItemProperties;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.Block;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.callarchive.dayfile.PublishedDays.ChangedMeanwhile;
import io.callarchive.storage.StorageCalls;
import io.callarchive.storage.StorageRefusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A container in Azure Blob Storage. */
public final class AzureBlobStore implements BlobStore {
    /** Somebody else was faster; everything else that is refused is a fault. */
    private static final Set<String> LOST_RACE =
            Set.of("InvalidBlockList", "BlobAlreadyExists", "ConditionNotMet", "BlobNotFound");

    private static final Set<String> NOTHING_THERE = Set.of("BlobNotFound", "ResourceNotFound");
    /**
     * The file is gzip by its type and not by its encoding: with a content encoding, clients would unpack it on the
     * way and find no gzip under the name {@code .gz}.
     */
    private static final BlobHttpHeaders HEADERS = new BlobHttpHeaders().setContentType("application/gzip");

    private final BlobContainerClient container;

    public AzureBlobStore(BlobContainerClient container) {
        this.container = container;
    }

    @Override
    public void stageBlock(String blob, String blockId, ByteBuffer content) {
        StorageCalls.call(() -> {
            client(blob).stageBlock(blockId, BinaryData.fromByteBuffer(content));
            return true;
        });
    }

    @Override
    public List<String> uncommittedBlocks(String blob) {
        return StorageCalls.call(
                () -> client(blob).listBlocks(BlockListType.UNCOMMITTED).getUncommittedBlocks().stream()
                        .map(Block::getName)
                        .toList(),
                refusal -> nothing(refusal, List.of()));
    }

    @Override
    public Optional<Stored> find(String blob) {
        return StorageCalls.call(
                () -> {
                    BlobProperties properties = client(blob).getProperties();
                    Optional<String> tier = Optional.ofNullable(properties.getAccessTier())
                            .filter(ignored -> !Boolean.TRUE.equals(properties.isAccessTierInferred()))
                            .map(AccessTier::toString);
                    return Optional.of(new Stored(
                            properties.getETag(),
                            properties.getMetadata(),
                            tier,
                            Objects.requireNonNullElse(properties.getTagCount(), 0L)));
                },
                refusal -> nothing(refusal, Optional.empty()));
    }

    @Override
    public boolean commit(String blob, List<String> blockIds, Map<String, String> metadata, Optional<Stored> replaced) {
        BlobRequestConditions conditions = new BlobRequestConditions();
        replaced.map(Stored::etag).ifPresentOrElse(conditions::setIfMatch, () -> conditions.setIfNoneMatch("*"));
        BlockBlobCommitBlockListOptions options = new BlockBlobCommitBlockListOptions(blockIds)
                .setHeaders(HEADERS)
                .setMetadata(metadata)
                .setRequestConditions(conditions);
        replaced.flatMap(Stored::tier).map(AccessTier::fromString).ifPresent(options::setTier);
        replaced.filter(stored -> stored.tags() > 0).ifPresent(stored -> options.setTags(tags(blob)));
        return StorageCalls.call(
                () -> {
                    client(blob).commitBlockListWithResponse(options, null, Context.NONE);
                    return true;
                },
                AzureBlobStore::lostRace);
    }

    @Override
    public InputStream read(String blob, String etag) throws IOException {
        BlobInputStreamOptions options =
                new BlobInputStreamOptions().setRequestConditions(new BlobRequestConditions().setIfMatch(etag));
        try {
            return new ConditionalStream(client(blob).openInputStream(options));
        } catch (BlobStorageException e) {
            if (ConditionalStream.isAnotherState(e)) {
                throw new ChangedMeanwhile(e);
            }
            throw StorageCalls.fault(e);
        }
    }

    @Override
    public boolean replaceMetadata(String blob, Map<String, String> metadata, String etag) {
        return StorageCalls.call(
                () -> {
                    client(blob)
                            .setMetadataWithResponse(
                                    metadata, new BlobRequestConditions().setIfMatch(etag), null, Context.NONE);
                    return true;
                },
                AzureBlobStore::lostRace);
    }

    @Override
    public void delete(String blob) {
        StorageCalls.call(
                () -> {
                    client(blob).delete();
                    return true;
                },
                refusal -> NOTHING_THERE.contains(refusal.code()) ? Optional.of(false) : Optional.empty());
    }

    @Override
    public Map<String, Listed> list(String prefix) {
        Map<String, Listed> found = new TreeMap<>();
        ListBlobsOptions options = new ListBlobsOptions()
                .setPrefix(prefix)
                .setDetails(new BlobListDetails().setRetrieveMetadata(true).setRetrieveUncommittedBlobs(true));
        return StorageCalls.call(() -> {
            container.listBlobs(options, null).forEach(item -> found.put(item.getName(), listed(item)));
            return found;
        });
    }

    /** Of a blob with staged blocks only, emulator and service leave out one thing or another. */
    private static Listed listed(BlobItem item) {
        Optional<BlobItemProperties> properties = Optional.ofNullable(item.getProperties());
        return new Listed(
                properties.map(BlobItemProperties::getETag).orElse(""),
                properties.map(BlobItemProperties::getContentLength).orElse(0L),
                properties
                        .map(BlobItemProperties::getLastModified)
                        .map(OffsetDateTime::toInstant)
                        .orElse(Instant.EPOCH),
                Objects.requireNonNullElse(item.getMetadata(), Map.of()));
    }

    private BlockBlobClient client(String blob) {
        return container.getBlobClient(blob).getBlockBlobClient();
    }

    /** Reading tags is a right of its own, which the app need not have: then it cannot keep them. */
    private Map<String, String> tags(String blob) {
        return StorageCalls.call(
                () -> client(blob).getTags(),
                refusal -> refusal.status() == 403 ? Optional.of(Map.of()) : Optional.empty());
    }

    /** HEAD has no body, and with it no code of its own: a missing blob is 404 there, a missing container too. */
    private static <T> Optional<T> nothing(StorageRefusal refusal, T nothing) {
        boolean there = refusal.status() == 404
                && (NOTHING_THERE.contains(refusal.code()) || refusal.code().startsWith("http-"));
        return there ? Optional.of(nothing) : Optional.empty();
    }

    private static Optional<Boolean> lostRace(StorageRefusal refusal) {
        return LOST_RACE.contains(refusal.code()) ? Optional.of(false) : Optional.empty();
    }
}
