package io.callarchive.evidence;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Sha256;
import io.callarchive.evidence.Chain.Mention;
import io.callarchive.evidence.DayVerdict.Kind;
import io.callarchive.evidence.JournalEntry.Action;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Holds files against the chain of digests. It needs nothing but both, wherever they are; a file is read once, from its
 * beginning to its end, and never held in memory.
 */
public final class Verification {
    private static final int CHUNK_BYTES = 1 << 16;
    private static final Set<String> EXPLAINED = Set.of("gone", "expired");

    private final Chain chain;
    private final List<JournalEntry> journal;
    private final Files files;

    /** Where the files are. */
    @FunctionalInterface
    public interface Files {
        /**
         * The bytes of a day's file; empty if there is none.
         *
         * @throws IOException if that cannot be told
         */
        Optional<InputStream> open(ArchiveDay day) throws IOException;
    }

    public Verification(Chain chain, List<JournalEntry> journal, Files files) {
        this.chain = chain;
        this.journal = List.copyOf(journal);
        this.files = files;
    }

    /**
     * What is proven of a day.
     *
     * @throws IOException if its file cannot be read
     */
    public DayVerdict of(ArchiveDay day) throws IOException {
        List<Mention> mentions = chain.mentions(day);
        Optional<String> found = hash(day);
        if (mentions.isEmpty()) {
            return found.isPresent()
                    ? new DayVerdict(day, Kind.UNPROVEN, 0, "there is a file, and no digest speaks of it")
                    : withoutFile(day, 0);
        }
        Mention last = mentions.get(mentions.size() - 1);
        if (found.isEmpty()) {
            return chain.absence(day).filter(EXPLAINED::contains).isPresent()
                    ? withoutFile(day, last.sequence())
                    : new DayVerdict(day, Kind.MISSING, last.sequence(), "the file of " + seen(last) + " is not there");
        }
        return withFile(day, found.get(), mentions, last);
    }

    private DayVerdict withoutFile(ArchiveDay day, long digest) {
        return chain.absence(day)
                .map(state -> EXPLAINED.contains(state)
                        ? new DayVerdict(
                                day,
                                Kind.EXPLAINED,
                                digest,
                                switch (state) {
                                    case "gone" -> "gone: Microsoft did not keep it, or handed out nothing of it";
                                    default -> "expired: older than the archive keeps its files";
                                })
                        : new DayVerdict(day, Kind.OPEN, digest, "not archived: " + state))
                .orElseGet(() -> new DayVerdict(day, Kind.OPEN, digest, "there is no file, and no digest says why"));
    }

    private DayVerdict withFile(ArchiveDay day, String found, List<Mention> mentions, Mention last) {
        FileEntry file = last.file();
        if (file.damage() != null) {
            return new DayVerdict(day, Kind.DAMAGED, last.sequence(), "found damaged: " + file.damage());
        }
        if (file.sha256() == null) {
            return new DayVerdict(day, Kind.UNPROVEN, last.sequence(), "no check had read the file back by then");
        }
        if (!found.equals(file.sha256())) {
            return new DayVerdict(day, Kind.CHANGED, last.sequence(), other(day, found, mentions, last));
        }
        Optional<String> edited = edited(mentions);
        if (edited.isPresent()) {
            return new DayVerdict(day, Kind.CHANGED, last.sequence(), edited.get());
        }
        Optional<String> lost = lost(day, mentions);
        if (lost.isPresent()) {
            return new DayVerdict(day, Kind.SHRUNK, last.sequence(), lost.get());
        }
        if (file.isErased()) {
            return erased(day, mentions, last);
        }
        FileEntry first = mentions.get(0).file();
        return first.rows() < file.rows()
                ? new DayVerdict(
                        day,
                        Kind.GROWN,
                        last.sequence(),
                        "grown by late rows, from " + first.rows() + " to " + file.rows())
                : new DayVerdict(day, Kind.SOUND, last.sequence(), "sound");
    }

    private DayVerdict erased(ArchiveDay day, List<Mention> mentions, Mention last) {
        boolean told = journal.stream()
                .anyMatch(entry -> entry.action().equals(Action.ERASE.label())
                        && entry.isAbout(day.log().label(), day.date()));
        FileEntry first = mentions.get(0).file();
        String rows = first.isErased()
                ? last.file().rows() + " are left; how many there were, no digest tells"
                : first.rows() + " rows before, " + last.file().rows() + " after";
        return told
                ? new DayVerdict(day, Kind.ERASED, last.sequence(), "rows were removed by an erasure: " + rows)
                : new DayVerdict(
                        day,
                        Kind.SHRUNK,
                        last.sequence(),
                        "rows were removed, and the journal tells of no erasure: " + rows);
    }

    /** Of the same bytes the same is true, whenever a digest is made. */
    private static Optional<String> edited(List<Mention> mentions) {
        for (int i = 1; i < mentions.size(); i++) {
            FileEntry before = mentions.get(i - 1).file();
            FileEntry after = mentions.get(i).file();
            boolean sameBytes = before.sha256() != null && before.sha256().equals(after.sha256());
            boolean sameWords = before.rows() == after.rows()
                    && before.rawSizeBytes() == after.rawSizeBytes()
                    && before.crc32().equals(after.crc32())
                    && before.run().equals(after.run())
                    && Objects.equals(before.contentSha256(), after.contentSha256());
            if (sameBytes && !sameWords) {
                return Optional.of("its metadata was changed between digest "
                        + mentions.get(i - 1).sequence() + " and "
                        + mentions.get(i).sequence() + ", and its bytes were not");
            }
        }
        return Optional.empty();
    }

    /** Distinct rows leave a file by an erasure alone; sums without an id take each other's place. */
    private static Optional<String> lost(ArchiveDay day, List<Mention> mentions) {
        for (int i = 1; i < mentions.size() && day.log() != CallLog.DIALOUT; i++) {
            FileEntry before = mentions.get(i - 1).file();
            FileEntry after = mentions.get(i).file();
            Long had = before.distinct();
            Long has = after.distinct();
            if (had != null && has != null && has < had && !after.isErased()) {
                return Optional.of("lost " + (had - has) + (had - has == 1 ? " row" : " rows") + " between digest "
                        + mentions.get(i - 1).sequence() + " and "
                        + mentions.get(i).sequence()
                        + ", without an erasure");
            }
        }
        return Optional.empty();
    }

    private String other(ArchiveDay day, String found, List<Mention> mentions, Mention last) {
        for (Mention mention : mentions) {
            if (found.equals(mention.file().sha256())) {
                return "it is the file of digest " + mention.sequence() + " again, and not that of " + seen(last);
            }
        }
        return chain.dayOf(found)
                .filter(other -> !other.equals(day))
                .map(other -> "it is the file of " + other.log().label() + " " + other.date())
                .orElse("it is not the file of " + seen(last) + ", nor any other that a digest knows");
    }

    private static String seen(Mention mention) {
        return "digest " + mention.sequence() + " of " + mention.at();
    }

    private Optional<String> hash(ArchiveDay day) throws IOException {
        Optional<InputStream> file = files.open(day);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (DigestInputStream bytes = new DigestInputStream(file.get(), Sha256.digest())) {
            byte[] chunk = new byte[CHUNK_BYTES];
            while (bytes.read(chunk) >= 0) {
                // Only its digest is wanted.
            }
            return Optional.of(Sha256.hex(bytes.getMessageDigest()));
        }
    }
}
