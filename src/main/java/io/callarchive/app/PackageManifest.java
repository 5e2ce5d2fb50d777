package io.callarchive.app;

import java.io.IOException;
import java.net.URL;
import java.security.CodeSource;
import java.util.Optional;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;

/** What the app's package says of itself. */
final class PackageManifest {
    private static final String COMMIT = "Callarchive-Commit";

    private PackageManifest() {}

    /** The commit of the source; empty outside of a package, or if it was built without Git. */
    static Optional<String> commit(Class<?> ofPackage) {
        return Optional.ofNullable(ofPackage.getProtectionDomain().getCodeSource())
                .map(CodeSource::getLocation)
                .filter(location -> location.getPath().endsWith(".jar"))
                .flatMap(PackageManifest::read)
                .map(manifest -> manifest.getMainAttributes().getValue(COMMIT))
                .filter(commit -> commit.matches("[0-9a-f]{7,40}"));
    }

    private static Optional<Manifest> read(URL jar) {
        try (JarInputStream in = new JarInputStream(jar.openStream())) {
            return Optional.ofNullable(in.getManifest());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
