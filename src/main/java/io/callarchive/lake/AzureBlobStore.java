package io.callarchive.lake;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
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
import io.callarchive.PublishedDays.ChangedMeanwhile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A container in Azure Blob Storage. */
public final class AzureBlobStore implements BlobStore {
    private static final int NOT_FOUND = 404;
    /** InvalidBlockList; BlobAlreadyExists; ConditionNotMet. */
    private static final Set<Integer> REFUSED = Set.of(400, 409, 412);
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
        client(blob).stageBlock(blockId, BinaryData.fromByteBuffer(content));
    }

    @Override
    public List<String> uncommittedBlocks(String blob) {
        try {
            return client(blob).listBlocks(BlockListType.UNCOMMITTED).getUncommittedBlocks().stream()
                    .map(Block::getName)
                    .toList();
        } catch (BlobStorageException e) {
            return none(e, List.of());
        }
    }

    @Override
    public Optional<Stored> find(String blob) {
        try {
            BlobProperties properties = client(blob).getProperties();
            return Optional.of(new Stored(properties.getETag(), properties.getMetadata()));
        } catch (BlobStorageException e) {
            return none(e, Optional.empty());
        }
    }

    @Override
    public boolean commit(String blob, List<String> blockIds, Map<String, String> metadata, Optional<String> etag) {
        BlobRequestConditions conditions = new BlobRequestConditions();
        etag.ifPresentOrElse(conditions::setIfMatch, () -> conditions.setIfNoneMatch("*"));
        try {
            client(blob)
                    .commitBlockListWithResponse(
                            new BlockBlobCommitBlockListOptions(blockIds)
                                    .setHeaders(HEADERS)
                                    .setMetadata(metadata)
                                    .setRequestConditions(conditions),
                            null,
                            Context.NONE);
            return true;
        } catch (BlobStorageException e) {
            return refused(e);
        }
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
            throw e;
        }
    }

    @Override
    public boolean replaceMetadata(String blob, Map<String, String> metadata, String etag) {
        try {
            client(blob)
                    .setMetadataWithResponse(
                            metadata, new BlobRequestConditions().setIfMatch(etag), null, Context.NONE);
            return true;
        } catch (BlobStorageException e) {
            return refused(e);
        }
    }

    @Override
    public Map<String, Map<String, String>> list(String prefix) {
        Map<String, Map<String, String>> found = new TreeMap<>();
        ListBlobsOptions options = new ListBlobsOptions()
                .setPrefix(prefix)
                .setDetails(new BlobListDetails().setRetrieveMetadata(true).setRetrieveUncommittedBlobs(true));
        container
                .listBlobs(options, null)
                .forEach(item -> found.put(item.getName(), Objects.requireNonNullElse(item.getMetadata(), Map.of())));
        return found;
    }

    private BlockBlobClient client(String blob) {
        return container.getBlobClient(blob).getBlockBlobClient();
    }

    private static <T> T none(BlobStorageException e, T nothing) {
        if (e.getStatusCode() == NOT_FOUND && !"ContainerNotFound".equals(code(e))) {
            return nothing;
        }
        throw e;
    }

    private static boolean refused(BlobStorageException e) {
        if (REFUSED.contains(e.getStatusCode()) || (e.getStatusCode() == NOT_FOUND && "BlobNotFound".equals(code(e)))) {
            return false;
        }
        throw e;
    }

    private static String code(BlobStorageException e) {
        return String.valueOf(e.getErrorCode());
    }
}
