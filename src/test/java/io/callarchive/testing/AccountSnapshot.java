package io.callarchive.testing;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobType;
import com.azure.storage.blob.models.Block;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.storage.EmulatedStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that the app has left in a storage account, as a folder: the blobs as they are, the staged blocks, and a list of
 * both with the messages. In messages Graph's address, which is another one in each test, is {@link #GRAPH}.
 *
 * @param messages of each queue
 */
public record AccountSnapshot(List<StoredBlob> blobs, List<StagedBlock> blocks, Map<String, List<String>> messages) {
    /** The containers of the files and of all that is known about them. */
    public static final List<String> CONTAINERS = List.of(
            "call-logs",
            "call-logs-readings",
            "call-logs-records",
            "call-logs-failures",
            "call-logs-plan",
            "call-logs-digests");

    private static final String LIST = "account.json";
    private static final String GRAPH = "https://graph.example/beta";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    public AccountSnapshot {
        blobs = List.copyOf(blobs);
        blocks = List.copyOf(blocks);
        messages = Collections.unmodifiableMap(new TreeMap<>(messages));
    }

    /** A blob; its content stands beside the list, under its container and name. */
    public record StoredBlob(
            String container, String name, boolean append, String contentType, Map<String, String> metadata) {
        public StoredBlob {
            metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        }
    }

    /** A block that is not committed; its content stands beside the list. */
    public record StagedBlock(String container, String name, String id, String file) {}

    /** Reads the list of a folder. */
    public static AccountSnapshot read(Path folder) throws IOException {
        return JSON.readValue(folder.resolve(LIST).toFile(), AccountSnapshot.class);
    }

    /**
     * Writes the account and these messages into the folder. Staged blocks can only be read once they are committed: what
     * was on its way in this account is at its end.
     */
    public static void save(LocalAzure azure, Map<String, List<String>> messages, Path folder) throws IOException {
        List<StoredBlob> blobs = new ArrayList<>();
        List<StagedBlock> blocks = new ArrayList<>();
        for (String name : CONTAINERS) {
            BlobContainerClient container = EmulatedStorage.container(azure.azurite(), name);
            BlobListDetails withStaged = new BlobListDetails().setRetrieveUncommittedBlobs(true);
            for (BlobItem item : container.listBlobs(new ListBlobsOptions().setDetails(withStaged), null)) {
                BlobClient blob = container.getBlobClient(item.getName());
                if (blob.exists()) {
                    blobs.add(save(name, blob, folder));
                } else {
                    blocks.addAll(saveBlocks(name, blob.getBlockBlobClient(), blocks.size(), folder));
                }
            }
        }
        Map<String, List<String>> anywhere = new TreeMap<>();
        String graph = azure.graph().endpoint().toString();
        messages.forEach((queue, texts) -> anywhere.put(
                queue, texts.stream().map(text -> text.replace(graph, GRAPH)).toList()));
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(LIST), JSON.writeValueAsString(new AccountSnapshot(blobs, blocks, anywhere)) + "\n");
    }

    private static StoredBlob save(String container, BlobClient blob, Path folder) throws IOException {
        BlobProperties properties = blob.getProperties();
        write(
                folder.resolve(container).resolve(blob.getBlobName()),
                blob.downloadContent().toBytes());
        return new StoredBlob(
                container,
                blob.getBlobName(),
                properties.getBlobType() == BlobType.APPEND_BLOB,
                properties.getContentType(),
                properties.getMetadata());
    }

    private static List<StagedBlock> saveBlocks(String container, BlockBlobClient blob, int first, Path folder)
            throws IOException {
        List<Block> staged = blob.listBlocks(BlockListType.UNCOMMITTED).getUncommittedBlocks();
        blob.commitBlockList(staged.stream().map(Block::getName).toList());
        byte[] all = blob.downloadContent().toBytes();
        List<StagedBlock> saved = new ArrayList<>();
        int from = 0;
        for (Block block : staged) {
            int to = from + (int) block.getSizeLong();
            String file = "blocks/" + (first + saved.size());
            write(folder.resolve(file), Arrays.copyOfRange(all, from, to));
            saved.add(new StagedBlock(container, blob.getBlobName(), block.getName(), file));
            from = to;
        }
        return saved;
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    /** Makes blobs and blocks of the folder in an account that has none; the messages are left to the caller. */
    public void restore(Path folder, LocalAzure azure) throws IOException {
        for (StoredBlob stored : blobs) {
            byte[] content =
                    Files.readAllBytes(folder.resolve(stored.container()).resolve(stored.name()));
            BlobClient blob = EmulatedStorage.container(azure.azurite(), stored.container())
                    .getBlobClient(stored.name());
            if (stored.append()) {
                blob.getAppendBlobClient().create();
                blob.getAppendBlobClient().appendBlock(new ByteArrayInputStream(content), content.length);
            } else {
                blob.uploadWithResponse(
                        new BlobParallelUploadOptions(BinaryData.fromBytes(content))
                                .setMetadata(stored.metadata())
                                .setHeaders(new BlobHttpHeaders().setContentType(stored.contentType())),
                        null,
                        Context.NONE);
            }
        }
        for (StagedBlock block : blocks) {
            EmulatedStorage.container(azure.azurite(), block.container())
                    .getBlobClient(block.name())
                    .getBlockBlobClient()
                    .stageBlock(block.id(), BinaryData.fromBytes(Files.readAllBytes(folder.resolve(block.file()))));
        }
    }

    /** The messages of that queue. */
    public List<String> messagesOf(String queue) {
        return messages.getOrDefault(queue, List.of());
    }

    /** Puts the messages of that queue into it. */
    public void send(String queue, LocalAzure azure) {
        String graph = azure.graph().endpoint().toString();
        messagesOf(queue)
                .forEach(text -> EmulatedStorage.queue(azure.azurite(), queue).sendMessage(text.replace(GRAPH, graph)));
    }
}
