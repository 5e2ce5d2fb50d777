package io.callarchive.evidence;

import io.callarchive.ArchiveDay;
import io.callarchive.Sha256;
import io.callarchive.json.MalformedJson;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The digests as they are found, read one after the other and held against each other; and what they say of each day. */
public final class Chain {
    /** What a digest says of a day's file. */
    public record Mention(long sequence, String at, FileEntry file) {}

    private final List<String> faults = new ArrayList<>();
    private final Map<ArchiveDay, List<Mention>> mentions = new HashMap<>();
    private final Map<String, ArchiveDay> daysByHash = new HashMap<>();
    private final Map<Long, String> hashes = new HashMap<>();
    private List<AbsentDays> absent = List.of();
    private Optional<Instant> newest = Optional.empty();
    private long digests;

    private Chain() {}

    /**
     * Reads all of it.
     *
     * @param journal that the digests speak of
     * @param key that has signed them; empty if signatures are not asked for
     * @param progress is told how many digests are read
     */
    public static Chain read(Digests digests, Journal journal, Optional<PublicKey> key, LongConsumer progress) {
        Chain chain = new Chain();
        Map<String, byte[]> journals = new HashMap<>();
        long expected = 1;
        for (long sequence : digests.sequences()) {
            chain.expect(expected, sequence);
            digests.read(sequence).ifPresent(json -> {
                chain.add(sequence, json, journal, journals);
                key.ifPresent(by -> chain.check(sequence, json, digests.signature(sequence), by));
            });
            expected = sequence + 1;
            progress.accept(++chain.digests);
        }
        return chain;
    }

    private void check(long sequence, byte[] json, Optional<String> signature, PublicKey key) {
        if (signature.isEmpty()) {
            faults.add("digest " + sequence + " is not signed");
        } else if (!DetachedJws.fits(signature.get(), json, key)) {
            faults.add("digest " + sequence + " is not what that key has signed");
        }
    }

    private void expect(long expected, long found) {
        if (found == expected + 1) {
            faults.add("digest " + expected + " is missing");
        } else if (found > expected) {
            faults.add("the digests " + expected + " to " + (found - 1) + " are missing");
        }
    }

    private void add(long sequence, byte[] json, Journal journal, Map<String, byte[]> journals) {
        hashes.put(sequence, Sha256.hex(json));
        Digest digest;
        try {
            digest = Digest.read(json);
            if (digest.sequence() != sequence) {
                throw new MalformedJson("it says that it is digest " + digest.sequence());
            }
            newest = Optional.of(Instant.parse(digest.at()));
            for (FileEntry file : digest.files()) {
                mentions.computeIfAbsent(file.day(), day -> new ArrayList<>())
                        .add(new Mention(sequence, digest.at(), file));
                Optional.ofNullable(file.sha256()).ifPresent(hash -> daysByHash.putIfAbsent(hash, file.day()));
            }
            absent = digest.absent();
        } catch (MalformedJson | IllegalArgumentException | DateTimeException e) {
            faults.add("digest " + sequence + " was changed: " + e.getMessage());
            return;
        }
        Optional<String> before = Optional.ofNullable(hashes.get(sequence - 1));
        boolean follows = sequence == 1
                ? digest.previous() == null
                : before.isEmpty() || before.equals(Optional.ofNullable(digest.previous()));
        if (!follows) {
            faults.add(
                    "digest " + sequence + " does not follow digest " + (sequence - 1) + ": one of them was changed");
        }
        digest.journal().forEach(mark -> check(sequence, mark, journal, journals));
    }

    private void check(long sequence, Digest.JournalMark mark, Journal journal, Map<String, byte[]> journals) {
        byte[] written = journals.computeIfAbsent(mark.month(), journal::read);
        boolean holds = written.length >= mark.bytes()
                && mark.bytes() >= 0
                && Sha256.hex(Arrays.copyOf(written, (int) mark.bytes())).equals(mark.sha256());
        if (!holds) {
            faults.add("the journal of " + mark.month() + " is not what digest " + sequence + " has seen of it");
        }
    }

    /** What is wrong with the chain itself; none of it can be explained by what the app does. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** How many digests there are. */
    public long digests() {
        return digests;
    }

    /** When the newest one was made. */
    public Optional<Instant> newest() {
        return newest;
    }

    /** SHA-256 of the digest of that number. */
    public Optional<String> hash(long sequence) {
        return Optional.ofNullable(hashes.get(sequence));
    }

    /** The number of the newest one. */
    public long head() {
        return hashes.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** What the digests say of a day's file, the oldest first. */
    public List<Mention> mentions(ArchiveDay day) {
        return List.copyOf(mentions.getOrDefault(day, List.of()));
    }

    /** Whose file has these bytes, as far as any digest knows. */
    Optional<ArchiveDay> dayOf(String sha256) {
        return Optional.ofNullable(daysByHash.get(sha256));
    }

    /** Why the newest digest found no file of that day; empty if it says nothing of it. */
    public Optional<String> absence(ArchiveDay day) {
        LocalDate date = day.date();
        return absent.stream()
                .filter(span -> span.covers(day.log().label(), date))
                .map(AbsentDays::state)
                .findFirst();
    }
}
