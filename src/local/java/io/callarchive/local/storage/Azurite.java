package io.callarchive.local.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A storage account in the emulator that nobody else has or will get: what a test leaves in it meets no other test. */
public final class Azurite {
    private final AzuriteProcess process;
    private final String account;

    private Azurite(AzuriteProcess process) {
        this.process = process;
        this.account = process.nextAccount();
    }

    /** A new account; the emulator is started where that has not happened. */
    public static Azurite account() throws IOException {
        return new Azurite(AzuriteProcess.ofThisJvm());
    }

    public URI blobServiceUri() {
        return serviceUri(process.blobPort());
    }

    public URI queueServiceUri() {
        return serviceUri(process.queuePort());
    }

    /** For clients that use the account's key instead of a token. */
    public String connectionString() {
        return "DefaultEndpointsProtocol=https;AccountName=" + account + ";AccountKey="
                + AzuriteProcess.WELL_KNOWN_KEY + ";BlobEndpoint=" + blobServiceUri() + ";QueueEndpoint="
                + queueServiceUri() + ";";
    }

    /** A PKCS12 file for a child JVM's {@code javax.net.ssl.trustStore}. */
    public Path trustStore() {
        return process.certificate().file();
    }

    public String trustStorePassword() {
        return LoopbackCertificate.PASSWORD;
    }

    LoopbackCertificate certificate() {
        return process.certificate();
    }

    private URI serviceUri(int port) {
        return URI.create("https://127.0.0.1:" + port + "/" + account);
    }
}
