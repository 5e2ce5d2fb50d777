package io.callarchive.local.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import io.callarchive.local.simulator.IdentityEndpoint;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class AzuriteTest {

    private static Azurite azurite;
    private static IdentityEndpoint identity;

    @BeforeAll
    static void start() throws Exception {
        azurite = Azurite.account();
        identity = new IdentityEndpoint(InstantSource.system());
    }

    @AfterAll
    static void close() {
        identity.close();
    }

    @Test
    void keepsABlobForWhoHasAToken() {
        BlobContainerClient container = blobs("https://storage.azure.com").createBlobContainer("call-logs");
        container.getBlobClient("hello").upload(BinaryData.fromString("world"));

        assertThat(container.getBlobClient("hello").downloadContent()).hasToString("world");
    }

    @Test
    void keepsAMessageForWhoHasAToken() {
        QueueClient queue = new QueueServiceClientBuilder()
                .endpoint(azurite.queueServiceUri().toString())
                .credential(credential("https://storage.azure.com/"))
                .buildClient()
                .createQueue("archive-pages");
        queue.sendMessage("hello");

        assertThat(queue.receiveMessage().getBody()).hasToString("hello");
    }

    @Test
    void refusesATokenForSomethingElse() {
        BlobServiceClient service = blobs("https://graph.microsoft.com");

        assertThatThrownBy(() -> service.createBlobContainer("stolen"))
                .isInstanceOfSatisfying(
                        BlobStorageException.class,
                        refusal -> assertThat(refusal.getStatusCode()).isEqualTo(403));
    }

    @Test
    void takesTheAccountKeyOfTheConnectionString() {
        BlobServiceClient service = new BlobServiceClientBuilder()
                .connectionString(azurite.connectionString())
                .buildClient();

        assertThat(service.createBlobContainer("by-key").exists()).isTrue();
    }

    private static BlobServiceClient blobs(String resource) {
        return new BlobServiceClientBuilder()
                .endpoint(azurite.blobServiceUri().toString())
                .credential(credential(resource))
                .buildClient();
    }

    private static TokenCredential credential(String resource) {
        OffsetDateTime expiry =
                InstantSource.system().instant().atOffset(ZoneOffset.UTC).plusHours(1);
        return request -> Mono.just(new AccessToken(identity.token(resource), expiry));
    }
}
