package io.callarchive.evidence;

import io.callarchive.ArchiveDay;
import io.callarchive.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A folder by RFC 8493 that can be handed out and checked with {@code sha256sum}. It is whole once it is closed. */
public final class Bag {
    private static final String PAYLOAD = "data/";

    private final Path folder;
    private final Map<String, String> manifest = new TreeMap<>();
    private long bytes;

    private Bag(Path folder) {
        this.folder = folder;
    }

    /**
     * A new one.
     *
     * @throws java.nio.file.FileAlreadyExistsException if something is there
     */
    public static Bag create(Path folder) throws IOException {
        Files.createDirectory(folder);
        return new Bag(folder);
    }

    /** Adds a document. */
    public void add(String name, byte[] content) throws IOException {
        add(name, new ByteArrayInputStream(content));
    }

    /** Adds all digests and journals. */
    public void addEvidence(Digests digests, Journal journal) throws IOException {
        for (long sequence : digests.sequences()) {
            Optional<byte[]> json = digests.read(sequence);
            if (json.isPresent()) {
                add("digests/" + DigestName.of(sequence), json.get());
            }
        }
        for (String month : journal.months()) {
            add("digests/" + DigestName.ofJournal(month), journal.read(month));
        }
    }

    /** Adds a day's file, if there is one. */
    public void addFile(ArchiveDay day, Verification.Files files) throws IOException {
        Optional<InputStream> file = files.open(day);
        if (file.isPresent()) {
            String log = day.log().label();
            add("files/log=" + log + "/date=" + day.date() + "/" + log + "-" + day.date() + ".json.gz", file.get());
        }
    }

    private void add(String name, InputStream content) throws IOException {
        Path target = folder.resolve(PAYLOAD + name);
        Files.createDirectories(Optional.ofNullable(target.getParent()).orElse(folder));
        try (DigestInputStream hashed = new DigestInputStream(content, Sha256.digest())) {
            bytes += Files.copy(hashed, target);
            manifest.put(PAYLOAD + name, Sha256.hex(hashed.getMessageDigest()));
        }
    }

    /** How many files it has. */
    public int count() {
        return manifest.size();
    }

    /** Writes what makes it a bag. */
    public void close(Instant now) throws IOException {
        Map<String, String> tags = new TreeMap<>();
        tags.put("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        tags.put(
                "bag-info.txt",
                "Bagging-Date: " + LocalDate.ofInstant(now, ZoneOffset.UTC) + "\nPayload-Oxum: " + bytes + "."
                        + manifest.size() + "\nBag-Software-Agent: Callarchive\n");
        tags.put("manifest-sha256.txt", lines(manifest));
        Map<String, String> tagManifest = new TreeMap<>();
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            byte[] content = tag.getValue().getBytes(StandardCharsets.UTF_8);
            Files.write(folder.resolve(tag.getKey()), content);
            tagManifest.put(tag.getKey(), Sha256.hex(content));
        }
        Files.writeString(folder.resolve("tagmanifest-sha256.txt"), lines(tagManifest));
    }

    private static String lines(Map<String, String> hashes) {
        StringBuilder lines = new StringBuilder();
        hashes.forEach(
                (name, hash) -> lines.append(hash).append("  ").append(name).append('\n'));
        return lines.toString();
    }
}
