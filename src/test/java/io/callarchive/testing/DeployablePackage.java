package io.callarchive.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The package that a release attaches, as {@code mvn package} has made it. */
public final class DeployablePackage {
    private DeployablePackage() {}

    /** It is named like the app's jar. */
    public static Path zip() throws IOException {
        String jar = appJar(PackagedApp.staged()).getFileName().toString();
        return PackagedApp.staged().resolve("../..").normalize().resolve(jar.replaceFirst("\\.jar$", ".zip"));
    }

    /** Unpacks it as unzip does, with its modes. */
    public static Path unpack(Path to) throws IOException {
        URI zip = URI.create("jar:" + zip().toUri());
        try (FileSystem packed = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"));
                Stream<Path> entries = Files.walk(packed.getPath("/"))) {
            for (Path entry : entries.toList()) {
                Path file = to.resolve(entry.toString().substring(1));
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(file);
                } else {
                    Files.copy(entry, file);
                    Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(entry));
                }
            }
        }
        return to;
    }

    /** A copy of the unpacked app that says it is of that version. */
    public static Path copyAs(String version, Path app, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(app)) {
            for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
                Files.copy(file, to.resolve(app.relativize(file)));
            }
        }
        Path jar = appJar(to);
        Path changed = to.resolve("changed");
        rewrite(jar, changed, version);
        Files.move(changed, jar, StandardCopyOption.REPLACE_EXISTING);
        return to;
    }

    private static void rewrite(Path from, Path to, String version) throws IOException {
        try (JarFile jar = new JarFile(from.toFile())) {
            Manifest manifest = new Manifest(jar.getManifest());
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), manifest)) {
                Enumeration<JarEntry> entries = jar.entries();
                while (entries.hasMoreElements()) {
                    JarEntry entry = entries.nextElement();
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        try (InputStream content = jar.getInputStream(entry)) {
                            content.transferTo(out);
                        }
                    }
                }
            }
        }
    }

    private static Path appJar(Path app) throws IOException {
        try (Stream<Path> files = Files.list(app)) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            if (jars.size() != 1) {
                throw new IOException("expected one jar in " + app + ", found " + jars);
            }
            return jars.get(0);
        }
    }
}
