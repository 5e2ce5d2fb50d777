package io.callarchive.local.storage;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.QueueServiceClientBuilder;

/** The emulator's containers and queues as the tests see them, with the account's key. */
public final class EmulatedStorage {
    private EmulatedStorage() {}

    /** A container, created if it is not there. */
    public static BlobContainerClient container(Azurite azurite, String name) {
        BlobContainerClient container = new BlobServiceClientBuilder()
                .connectionString(azurite.connectionString())
                .buildClient()
                .getBlobContainerClient(name);
        container.createIfNotExists();
        return container;
    }

    /** A queue of plain text, created if it is not there. */
    public static QueueClient queue(Azurite azurite, String name) {
        QueueClient queue = new QueueServiceClientBuilder()
                .messageEncoding(QueueMessageEncoding.NONE)
                .connectionString(azurite.connectionString())
                .buildClient()
                .getQueueClient(name);
        queue.createIfNotExists();
        return queue;
    }
}
