package io.callarchive.lake;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import io.callarchive.CallLog;
import io.callarchive.pages.KeptAside;
import io.callarchive.pages.PageRequest;
import io.callarchive.storage.StorageCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/** One gzipped blob per answer, in the container of the failure records: no lake reader meets it there. */
public final class KeptAsideBlobs implements KeptAside {
    private final BlobContainerClient container;

    public KeptAsideBlobs(BlobContainerClient container) {
        this.container = container;
    }

    @Override
    public void keep(PageRequest request, ByteBuffer body) {
        CRC32 crc = new CRC32();
        crc.update(body.duplicate());
        BlobClient aside = container.getBlobClient(DayPath.ofUnreadable(request, (int) crc.getValue()));
        BlobParallelUploadOptions options = new BlobParallelUploadOptions(BinaryData.fromBytes(gzip(body)))
                .setHeaders(new BlobHttpHeaders().setContentType("application/gzip"));
        StorageCalls.call(() -> aside.uploadWithResponse(options, null, Context.NONE));
    }

    private static byte[] gzip(ByteBuffer body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            byte[] bytes = new byte[body.remaining()];
            body.duplicate().get(bytes);
            gzip.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("writing to an array cannot fail", e);
        }
        return compressed.toByteArray();
    }

    @Override
    public List<String> between(CallLog log, LocalDate from, LocalDate to) {
        ListBlobsOptions options = new ListBlobsOptions().setPrefix(DayPath.ofLog(log));
        return StorageCalls.call(() -> container.listBlobs(options, null).stream()
                .map(BlobItem::getName)
                .filter(name -> DayPath.isUnreadable(log, name, from, to))
                .toList());
    }
}
