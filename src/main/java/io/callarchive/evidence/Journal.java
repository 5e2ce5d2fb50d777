package io.callarchive.evidence;

import io.callarchive.Sha256;
import io.callarchive.json.Json;
import io.callarchive.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who has ordered what, line after line: nothing that is in it can be changed by who may only write into it. */
public interface Journal {
    /** Writes an entry behind the last one of its month. */
    void append(JournalEntry entry);

    /** The months of which there is anything, such as {@code 2026-11}, the oldest first. */
    List<String> months();

    /** What is written of a month. */
    byte[] read(String month);

    /** How far the newest two months are written. */
    default List<Digest.JournalMark> marks() {
        List<String> months = months();
        return months.subList(Math.max(0, months.size() - 2), months.size()).stream()
                .map(month -> {
                    byte[] written = read(month);
                    return new Digest.JournalMark(month, written.length, Sha256.hex(written));
                })
                .toList();
    }

    /** All entries, the oldest first; each once, and without lines that are none. */
    default List<JournalEntry> entries() {
        Map<String, JournalEntry> entries = new LinkedHashMap<>();
        months().stream()
                .flatMap(month -> new String(read(month), StandardCharsets.UTF_8).lines())
                .forEach(line -> {
                    try {
                        JournalEntry entry = Json.read(line.getBytes(StandardCharsets.UTF_8), JournalEntry.class);
                        entries.putIfAbsent(entry.id(), entry);
                    } catch (MalformedJson | NullPointerException e) {
                        // Half a line, or somebody else's: that the journal was changed, the digests tell.
                    }
                });
        return List.copyOf(entries.values());
    }
}
