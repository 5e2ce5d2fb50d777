package io.callarchive.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StorageTransportTest {
    /** What one instance works on at once. */
    private static final int CALLS = 12;

    /** One that hangs keeps no other from being sent: nobody is answered, and all have come. */
    @Test
    void callsToTheOneHostDoNotWaitForEachOther() throws Exception {
        CountDownLatch connections = new CountDownLatch(CALLS);
        List<Socket> open = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> accept(silent, open, connections));
            StorageTransport transport = StorageTransport.forWork();
            BlobContainerClient container = new BlobServiceClientBuilder()
                    .httpClient(transport.http())
                    .retryOptions(transport.retries())
                    .endpoint("http://127.0.0.1:" + silent.getLocalPort() + "/account")
                    .credential(new StorageSharedKeyCredential("account", "a2V5"))
                    .buildClient()
                    .getBlobContainerClient("files");
            for (int call = 0; call < CALLS; call++) {
                threads.execute(() -> stage(container));
            }
            // Less than the time after which one is given up.
            assertThat(connections.await(15, TimeUnit.SECONDS)).isTrue();
        } finally {
            threads.shutdownNow();
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static void stage(BlobContainerClient container) {
        try {
            container.getBlobClient("day").getBlockBlobClient().stageBlock("AAAA", BinaryData.fromString("x"));
        } catch (RuntimeException e) {
            // Given up: the test has ended.
        }
    }

    private static void accept(ServerSocket server, List<Socket> open, CountDownLatch connections) {
        try {
            while (true) {
                open.add(server.accept());
                connections.countDown();
            }
        } catch (IOException e) {
            // Closed: the test has ended.
        }
    }
}
