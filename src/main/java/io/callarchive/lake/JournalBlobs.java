package io.callarchive.lake;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.AppendBlobCreateOptions;
import com.azure.storage.blob.specialized.AppendBlobClient;
import io.callarchive.evidence.DigestName;
import io.callarchive.evidence.Journal;
import io.callarchive.evidence.JournalEntry;
import io.callarchive.storage.StorageCalls;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The journal as append blobs, one a month: what is written stays, and two writers write behind each other. */
public final class JournalBlobs implements Journal {
    private static final int MONTH = 7;

    private final BlobContainerClient container;

    public JournalBlobs(BlobContainerClient container) {
        this.container = container;
    }

    /** Twice, if the storage has taken it and its answer was lost: the entry's id tells. */
    @Override
    public void append(JournalEntry entry) {
        byte[] line = entry.line().getBytes(StandardCharsets.UTF_8);
        AppendBlobClient blob = blob(entry.at().substring(0, MONTH));
        StorageCalls.call(
                () -> blob.createWithResponse(
                                new AppendBlobCreateOptions()
                                        .setHeaders(new BlobHttpHeaders().setContentType("application/jsonl"))
                                        .setRequestConditions(new BlobRequestConditions().setIfNoneMatch("*")),
                                null,
                                Context.NONE)
                        .getStatusCode(),
                refusal -> refusal.code().equals("BlobAlreadyExists") ? Optional.of(0) : Optional.empty());
        StorageCalls.call(() -> blob.appendBlock(new ByteArrayInputStream(line), line.length));
    }

    @Override
    public List<String> months() {
        ListBlobsOptions options = new ListBlobsOptions().setPrefix(DigestName.JOURNAL_PREFIX);
        return StorageCalls.call(() -> container.listBlobs(options, null).stream()
                .map(BlobItem::getName)
                .flatMap(name -> DigestName.monthOf(name).stream())
                .sorted()
                .toList());
    }

    @Override
    public byte[] read(String month) {
        return StorageCalls.call(
                () -> blob(month).downloadContent().toBytes(),
                refusal -> refusal.code().equals("BlobNotFound") ? Optional.of(new byte[0]) : Optional.empty());
    }

    private AppendBlobClient blob(String month) {
        return container.getBlobClient(DigestName.ofJournal(month)).getAppendBlobClient();
    }
}
