package io.callarchive.evidence;

import io.callarchive.json.Json;
import io.callarchive.json.MalformedJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link of the chain.
 *
 * @param sequence 1 for the first
 * @param at when it was made
 * @param previous SHA-256 of the bytes of the digest before; null for the first
 * @param app which version of Callarchive made it
 * @param files each that was written, confirmed, read back or erased since the digest before
 * @param absent the days without a file, at that moment
 * @param journal how far the journal was written, at that moment
 */
public record Digest(
        int version,
        long sequence,
        String at,
        @Nullable String previous,
        String app,
        List<FileEntry> files,
        List<AbsentDays> absent,
        List<JournalMark> journal) {
    static final int VERSION = 1;

    public Digest {
        files = List.copyOf(files);
        absent = List.copyOf(absent);
        journal = List.copyOf(journal);
    }

    /**
     * What is in the journal of a month.
     *
     * @param sha256 of its first {@code bytes} bytes
     */
    public record JournalMark(String month, long bytes, String sha256) {}

    byte[] bytes() {
        return Json.bytes(this);
    }

    /**
     * Reads one.
     *
     * @throws MalformedJson if it is none, or of another version
     */
    static Digest read(byte[] json) {
        try {
            Digest digest = Json.read(json, Digest.class);
            if (digest.version() != VERSION) {
                throw new MalformedJson("a digest of version " + digest.version() + ", expected " + VERSION);
            }
            return digest;
        } catch (NullPointerException e) {
            throw new MalformedJson("not the JSON of a digest");
        }
    }
}
