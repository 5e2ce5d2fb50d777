package io.callarchive.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A copy of the container of digests and journals in a folder. It is only read. */
public final class EvidenceFolder implements Digests, Journal {
    private static final String READ_ONLY = "a copy is only read";

    private final Path folder;

    public EvidenceFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<Kept> newest() {
        throw new UnsupportedOperationException(READ_ONLY);
    }

    @Override
    public boolean put(long sequence, byte[] json) {
        throw new UnsupportedOperationException(READ_ONLY);
    }

    @Override
    public void append(JournalEntry entry) {
        throw new UnsupportedOperationException(READ_ONLY);
    }

    @Override
    public List<Long> sequences() {
        return names().flatMap(name -> DigestName.sequenceOf(name).stream())
                .sorted()
                .toList();
    }

    @Override
    public Optional<byte[]> read(long sequence) {
        return content(DigestName.of(sequence));
    }

    @Override
    public Optional<String> signature(long sequence) {
        return content(DigestName.ofSignature(sequence)).map(jws -> new String(jws, StandardCharsets.US_ASCII));
    }

    @Override
    public void putSignature(long sequence, String jws) {
        throw new UnsupportedOperationException(READ_ONLY);
    }

    @Override
    public List<String> months() {
        return names().flatMap(name -> DigestName.monthOf(name).stream())
                .sorted()
                .toList();
    }

    @Override
    public byte[] read(String month) {
        return content(DigestName.ofJournal(month)).orElse(new byte[0]);
    }

    private Stream<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<byte[]> content(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
