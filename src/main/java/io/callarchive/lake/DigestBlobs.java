package io.callarchive.lake;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobDownloadContentResponse;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.callarchive.evidence.DigestName;
import io.callarchive.evidence.Digests;
import io.callarchive.storage.StorageCalls;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The digests as blobs. Their names hold the number alone, so that no two writers can write the same one, whatever their
 * clocks say; each is put in one request, only where nothing is.
 */
public final class DigestBlobs implements Digests {
    private final BlobContainerClient container;

    public DigestBlobs(BlobContainerClient container) {
        this.container = container;
    }

    @Override
    public Optional<Kept> newest() {
        List<Long> sequences = sequences();
        if (sequences.isEmpty()) {
            return Optional.empty();
        }
        long sequence = sequences.get(sequences.size() - 1);
        return StorageCalls.call(() -> {
            BlobDownloadContentResponse answer =
                    blob(sequence).downloadContentWithResponse(null, null, null, Context.NONE);
            return Optional.of(Kept.of(
                    sequence,
                    answer.getValue().toBytes(),
                    answer.getDeserializedHeaders().getLastModified().toInstant()));
        });
    }

    @Override
    public boolean put(long sequence, byte[] json) {
        return put(DigestName.of(sequence), json, "application/json");
    }

    @Override
    public void putSignature(long sequence, String jws) {
        put(DigestName.ofSignature(sequence), jws.getBytes(StandardCharsets.US_ASCII), "application/jose");
    }

    private boolean put(String name, byte[] content, String type) {
        BlockBlobSimpleUploadOptions options = new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(content))
                .setHeaders(new BlobHttpHeaders().setContentType(type))
                .setRequestConditions(new BlobRequestConditions().setIfNoneMatch("*"));
        return StorageCalls.call(
                () -> {
                    container.getBlobClient(name).getBlockBlobClient().uploadWithResponse(options, null, Context.NONE);
                    return true;
                },
                refusal -> refusal.code().equals("BlobAlreadyExists") ? Optional.of(false) : Optional.empty());
    }

    @Override
    public List<Long> sequences() {
        ListBlobsOptions options = new ListBlobsOptions().setPrefix(DigestName.PREFIX);
        return StorageCalls.call(() -> container.listBlobs(options, null).stream()
                .map(BlobItem::getName)
                .flatMap(name -> DigestName.sequenceOf(name).stream())
                .sorted()
                .toList());
    }

    @Override
    public Optional<byte[]> read(long sequence) {
        return read(DigestName.of(sequence));
    }

    @Override
    public Optional<String> signature(long sequence) {
        return read(DigestName.ofSignature(sequence)).map(jws -> new String(jws, StandardCharsets.US_ASCII));
    }

    private Optional<byte[]> read(String name) {
        return StorageCalls.call(
                () -> Optional.of(
                        container.getBlobClient(name).downloadContent().toBytes()),
                refusal -> refusal.code().equals("BlobNotFound") ? Optional.of(Optional.empty()) : Optional.empty());
    }

    private BlobClient blob(long sequence) {
        return container.getBlobClient(DigestName.of(sequence));
    }
}
