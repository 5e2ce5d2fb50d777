package io.callarchive.local.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1 and localhost, made with the JDK's keytool and kept for the next start. One file
 * serves both sides: the server takes the key from it, a JVM takes the certificate from it as a trust store.
 */
record LoopbackCertificate(Path file) {
    static final String PASSWORD = "loopback";
    private static final String ALIAS = "loopback";
    private static final String VALID_DAYS = "365";

    /** The certificate in that directory: the one that is there if it holds now and for another day, otherwise a new one. */
    static LoopbackCertificate in(Path directory, Instant now) throws IOException {
        Path file = Files.createDirectories(directory).toAbsolutePath().resolve("loopback.p12");
        if (!isGood(file, now)) {
            // Another JVM may start at the same time: each makes its own, the last one in place stays.
            Path fresh = file.resolveSibling("loopback-" + UUID.randomUUID() + ".p12");
            make(fresh);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return new LoopbackCertificate(file);
    }

    /** For a server that shows it. */
    SSLContext context() {
        char[] password = PASSWORD.toCharArray();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificate cannot be read", e);
        }
    }

    private static boolean isGood(Path file, Instant now) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            if (!(store.getCertificate(ALIAS) instanceof X509Certificate certificate)) {
                return false;
            }
            certificate.checkValidity(Date.from(now));
            certificate.checkValidity(Date.from(now.plus(Duration.ofDays(1))));
            return true;
        } catch (GeneralSecurityException | IOException e) {
            return false;
        }
    }

    private static void make(Path file) throws IOException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(List.of(
                        keytool.toString(),
                        "-J-Duser.language=en",
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1,dns:localhost",
                        "-validity",
                        VALID_DAYS,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (exitCode(process) != 0) {
            throw new IOException("keytool made no certificate: " + output);
        }
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while keytool ran.", e);
        }
    }
}
