package io.callarchive.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The Azure Storage emulator as a child process: blobs and queues over TLS, tokens checked for audience, issuer and
 * lifetime, nothing kept on disk. It ends on close and with this JVM.
 */
public final class Azurite implements AutoCloseable {
    private static final Path SCRIPT = Path.of("target/npm/node_modules/azurite/dist/src/azurite.js");
    /** Of this test JVM alone: another one that starts at the same time has a certificate of its own. */
    private static final Path DIRECTORY = Path.of("target", "azurite", System.getProperty("test.fork", "alone"));

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ACCOUNT = "devstoreaccount1";
    /** The same in every emulator, published by Microsoft; it protects nothing. */
    private static final String WELL_KNOWN_KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private final LoopbackCertificate certificate;
    private final Process process;
    private final Thread killer;
    private final URI blobServiceUri;
    private final URI queueServiceUri;

    /**
     * Starts and waits until both services listen. This JVM trusts the emulators and nobody else from now on; it must
     * come before its first TLS connection, because a JVM reads its trust store once.
     */
    public static Azurite start() throws IOException {
        LoopbackCertificate certificate = LoopbackCertificate.in(DIRECTORY, now());
        System.setProperty("javax.net.ssl.trustStore", certificate.file().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", LoopbackCertificate.PASSWORD);
        System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
        return new Azurite(certificate);
    }

    private Azurite(LoopbackCertificate certificate) throws IOException {
        this.certificate = certificate;
        this.process = start(certificate, DIRECTORY);
        this.killer = new Thread(process::destroyForcibly, "azurite-killer");
        Runtime.getRuntime().addShutdownHook(killer);
        try {
            ChildOutput output = new ChildOutput(process);
            this.blobServiceUri = serviceUri(output.port("Blob", PATIENCE));
            this.queueServiceUri = serviceUri(output.port("Queue", PATIENCE));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    public URI blobServiceUri() {
        return blobServiceUri;
    }

    public URI queueServiceUri() {
        return queueServiceUri;
    }

    /** For clients that use the account's key instead of a token. */
    public String connectionString() {
        return "DefaultEndpointsProtocol=https;AccountName=" + ACCOUNT + ";AccountKey=" + WELL_KNOWN_KEY
                + ";BlobEndpoint=" + blobServiceUri + ";QueueEndpoint=" + queueServiceUri + ";";
    }

    /** A PKCS12 file for a child JVM's {@code javax.net.ssl.trustStore}. */
    public Path trustStore() {
        return certificate.file();
    }

    public String trustStorePassword() {
        return LoopbackCertificate.PASSWORD;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook has run or will.
            return;
        }
    }

    private static Process start(LoopbackCertificate certificate, Path directory) throws IOException {
        if (!Files.isRegularFile(SCRIPT)) {
            throw new IOException(SCRIPT + " is missing: copy src/test/npm to target/npm and run npm ci there.");
        }
        List<String> command = List.of(
                "node",
                SCRIPT.toAbsolutePath().toString(),
                "--blobHost=127.0.0.1",
                "--queueHost=127.0.0.1",
                "--tableHost=127.0.0.1",
                "--blobPort=0",
                "--queuePort=0",
                "--tablePort=0",
                "--oauth=basic",
                "--cert=" + certificate.file(),
                "--pwd=" + LoopbackCertificate.PASSWORD,
                "--skipApiVersionCheck",
                "--disableTelemetry",
                "--inMemoryPersistence",
                "--silent");
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static URI serviceUri(int port) {
        return URI.create("https://127.0.0.1:" + port + "/" + ACCOUNT);
    }

    /** A certificate is judged by the real clock, whatever a test pretends. */
    private static Instant now() {
        return InstantSource.system().instant();
    }
}
