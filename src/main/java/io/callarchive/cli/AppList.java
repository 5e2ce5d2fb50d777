package io.callarchive.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file that names apps, one a line: {@code name address [key [token]]}.
 *
 * @param exposed whether it has a key or a token, and others on this machine may read it
 */
record AppList(List<DeployedApp> apps, boolean exposed) {
    private static final int MOST_BYTES = 1 << 20;
    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    AppList {
        apps = List.copyOf(apps);
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException with the line and the rule, never with what stands there
     */
    static AppList read(String file) {
        try {
            Path path = Path.of(file);
            List<DeployedApp> apps = parse(text(path));
            return new AppList(apps, apps.stream().anyMatch(DeployedApp::hasSecret) && isOpen(path));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("must be a file in UTF-8", e);
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("must be a file that can be read", e);
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IllegalArgumentException("must be a file of at most 1 MiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    private static List<DeployedApp> parse(String text) {
        List<DeployedApp> apps = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                apps.add(app(number, line.strip().split("\\s+")));
            }
        }
        return apps;
    }

    private static DeployedApp app(int number, String... words) {
        String line = "line " + number + " ";
        if (words.length < 2 || words.length > 4) {
            throw new IllegalArgumentException(line + "must be: name address [key [token]]");
        }
        try {
            return DeployedApp.named(words[0], words[1], word(2, words), word(3, words));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(line + e.getMessage(), e);
        }
    }

    private static Optional<String> word(int index, String... words) {
        return index < words.length ? Optional.of(words[index]) : Optional.empty();
    }

    /** Where a file system knows no such permissions, nothing is known. */
    private static boolean isOpen(Path file) throws IOException {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }
}
