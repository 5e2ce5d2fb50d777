package io.callarchive.testing;

import io.callarchive.evidence.Digests;
import io.callarchive.evidence.Journal;
import io.callarchive.evidence.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Digests and journals in memory, which may be spoilt. */
public final class InMemoryEvidence implements Digests, Journal {
    private static final class Blob {
        private final byte[] json;
        private final Instant keptAt;

        Blob(byte[] json, Instant keptAt) {
            this.json = json;
            this.keptAt = keptAt;
        }
    }

    private final InstantSource clock;
    private final TreeMap<Long, Blob> digests = new TreeMap<>();
    private final Map<Long, String> signatures = new TreeMap<>();
    private final Map<String, ByteArrayOutputStream> months = new TreeMap<>();

    /** With that clock of the service. */
    public InMemoryEvidence(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Kept> newest() {
        return Optional.ofNullable(digests.lastEntry())
                .map(newest -> Kept.of(newest.getKey(), newest.getValue().json, newest.getValue().keptAt));
    }

    @Override
    public synchronized boolean put(long sequence, byte[] json) {
        return digests.putIfAbsent(sequence, new Blob(json, clock.instant())) == null;
    }

    /** What who may delete and overwrite can do. */
    public synchronized void replace(long sequence, byte[] json) {
        digests.put(sequence, new Blob(json, clock.instant()));
    }

    /** The same. */
    public synchronized void remove(long sequence) {
        digests.remove(sequence);
    }

    /** What who may append can do. */
    public synchronized void scribble(String month, String text) {
        months.computeIfAbsent(month, unused -> new ByteArrayOutputStream())
                .writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same. */
    public synchronized void forgetTheJournal() {
        months.clear();
    }

    @Override
    public synchronized List<Long> sequences() {
        return List.copyOf(digests.keySet());
    }

    @Override
    public synchronized Optional<byte[]> read(long sequence) {
        return Optional.ofNullable(digests.get(sequence)).map(blob -> blob.json);
    }

    @Override
    public synchronized Optional<String> signature(long sequence) {
        return Optional.ofNullable(signatures.get(sequence));
    }

    @Override
    public synchronized void putSignature(long sequence, String jws) {
        signatures.putIfAbsent(sequence, jws);
    }

    @Override
    public synchronized void append(JournalEntry entry) {
        months.computeIfAbsent(entry.at().substring(0, 7), month -> new ByteArrayOutputStream())
                .writeBytes(entry.line().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized List<String> months() {
        return List.copyOf(months.keySet());
    }

    @Override
    public synchronized byte[] read(String month) {
        return Optional.ofNullable(months.get(month))
                .map(ByteArrayOutputStream::toByteArray)
                .orElse(new byte[0]);
    }
}
