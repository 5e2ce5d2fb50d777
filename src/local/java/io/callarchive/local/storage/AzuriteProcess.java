package io.callarchive.local.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The Azure Storage emulator as a child process: blobs and queues over TLS, tokens checked for audience, issuer and
 * lifetime, nothing kept on disk. One for this JVM, started when it is first needed and ended with it; what is taken
 * from it are accounts, each once.
 */
final class AzuriteProcess {
    private static final Path SCRIPT = Path.of("target/npm/node_modules/azurite/dist/src/azurite.js");
    /** Of this test JVM alone: another one that starts at the same time has a certificate of its own. */
    private static final Path DIRECTORY = Path.of("target", "azurite", System.getProperty("test.fork", "alone"));

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Many more than this JVM has tests that need one. */
    private static final int ACCOUNTS = 400;
    /** The same in every emulator, published by Microsoft; it protects nothing. */
    static final String WELL_KNOWN_KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static @Nullable AzuriteProcess running;

    private final LoopbackCertificate certificate;
    private final int blobPort;
    private final int queuePort;
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * Returns as soon as both services listen. This JVM trusts the emulators and nobody else from now on; it must come
     * before its first TLS connection, because a JVM reads its trust store once.
     */
    static synchronized AzuriteProcess ofThisJvm() throws IOException {
        if (running == null) {
            running = new AzuriteProcess(LoopbackCertificate.in(DIRECTORY, now()));
        }
        return running;
    }

    private AzuriteProcess(LoopbackCertificate certificate) throws IOException {
        this.certificate = certificate;
        System.setProperty("javax.net.ssl.trustStore", certificate.file().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", LoopbackCertificate.PASSWORD);
        System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
        Process process = start(certificate, DIRECTORY);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "azurite-killer"));
        ChildOutput output = new ChildOutput(process);
        this.blobPort = output.port("Blob", PATIENCE);
        this.queuePort = output.port("Queue", PATIENCE);
    }

    /** The name of an account that nobody has used. */
    String nextAccount() {
        int number = taken.incrementAndGet();
        if (number > ACCOUNTS) {
            throw new IllegalStateException("the emulator was started with " + ACCOUNTS + " accounts");
        }
        return account(number);
    }

    int blobPort() {
        return blobPort;
    }

    int queuePort() {
        return queuePort;
    }

    LoopbackCertificate certificate() {
        return certificate;
    }

    private static String account(int number) {
        return "account" + number;
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
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .put(
                        "AZURITE_ACCOUNTS",
                        IntStream.rangeClosed(1, ACCOUNTS)
                                .mapToObj(number -> account(number) + ":" + WELL_KNOWN_KEY)
                                .collect(Collectors.joining(";")));
        return builder.directory(directory.toFile()).redirectErrorStream(true).start();
    }

    /** A certificate is judged by the real clock, whatever a test pretends. */
    private static Instant now() {
        return InstantSource.system().instant();
    }
}
