package io.callarchive.lake;

import io.callarchive.ArchiveDay;
import io.callarchive.Reason;
import io.callarchive.RunId;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.FileHashes;
import io.callarchive.dayfile.PageNote;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is known about a file as text: the blob's metadata, and the record's. The names are a contract: auditors and
 * inventories read them. Older releases wrote into the blob's metadata what now goes into the record.
 */
final class DayMetadata {
    /** What is true of a file from its commit on. */
    private static final Set<String> WRITTEN = Set.of(
            "run",
            "reason",
            "rows",
            "pages",
            "rawsizebytes",
            "crc32",
            "digest",
            "window",
            "firstrowtime",
            "lastrowtime",
            "archivedat",
            "notes",
            "appversion");

    /** What may be learned after the file was written; {@code distinct} follows from others and is only written. */
    private static final Set<String> LEARNED = Set.of(
            "state",
            "readings",
            "changes",
            "lastdigest",
            "checkedat",
            "distinct",
            "duplicates",
            "versions",
            "outside",
            "countries",
            "damage",
            "sha256",
            "contentsha256");

    private static final Pattern CHANGE = Pattern.compile("([0-9a-f]{18}):\\+(\\d{1,18})-(\\d{1,18})");

    private DayMetadata() {}

    /** The metadata of the file; what others have put beside it before stays. */
    static Map<String, String> write(ArchiveDay day, DayFile file, Map<String, String> before) {
        Map<String, String> text = new LinkedHashMap<>();
        before.forEach((name, value) -> {
            String plain = name.toLowerCase(Locale.ROOT);
            if (!WRITTEN.contains(plain) && !LEARNED.contains(plain)) {
                text.put(name, value);
            }
        });
        text.putAll(write(day, file));
        return text;
    }

    private static Map<String, String> write(ArchiveDay day, DayFile file) {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("run", file.run().hex());
        text.put("reason", file.reason().label());
        text.put("rows", Long.toString(file.rows()));
        text.put("pages", Long.toString(file.pages()));
        text.put("rawSizeBytes", Long.toString(file.content().rawSizeBytes()));
        text.put("crc32", file.content().crc32());
        text.put("digest", file.content().digest());
        text.put("window", day.window().toString());
        file.content().firstRowTime().ifPresent(time -> text.put("firstRowTime", time.toString()));
        file.content().lastRowTime().ifPresent(time -> text.put("lastRowTime", time.toString()));
        text.put("archivedAt", file.archivedAt().toString());
        if (!file.notes().isEmpty()) {
            text.put("notes", file.notes().stream().map(PageNote::label).collect(Collectors.joining(" ")));
        }
        text.put("appVersion", file.appVersion());
        putLearned(text, file);
        return text;
    }

    /** The record's: what is known about the file of that run by now. */
    static Map<String, String> writeLearned(DayFile file) {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("run", file.run().hex());
        putLearned(text, file);
        return text;
    }

    private static void putLearned(Map<String, String> text, DayFile file) {
        text.put("state", file.state().label());
        text.put("readings", file.readings().stream().map(DayMetadata::write).collect(Collectors.joining(" ")));
        String changes = file.readings().stream()
                .filter(reading -> reading.added() > 0 || reading.vanished() > 0)
                .map(reading -> reading.run().hex() + ":+" + reading.added() + "-" + reading.vanished())
                .collect(Collectors.joining(" "));
        if (!changes.isEmpty()) {
            text.put("changes", changes);
        }
        file.lastReading().digest().ifPresent(digest -> text.put("lastDigest", digest));
        file.check().ifPresent(check -> {
            text.put("checkedAt", check.at().toString());
            text.put("distinct", Long.toString(file.rows() - check.duplicates()));
            text.put("duplicates", Long.toString(check.duplicates()));
            check.versions().ifPresent(versions -> text.put("versions", Long.toString(versions)));
            text.put("outside", Long.toString(check.outside()));
            if (!check.countries().isEmpty()) {
                text.put("countries", check.countries().stream().sorted().collect(Collectors.joining(" ")));
            }
            check.damage().ifPresent(damage -> text.put("damage", damage));
            check.hashes().ifPresent(hashes -> {
                text.put("sha256", hashes.file());
                text.put("contentSha256", hashes.content());
            });
        });
    }

    /**
     * The file of that metadata; empty if it is not Callarchive's.
     *
     * @param learned the record's, which counts as far as it speaks of that file; empty if there is none
     */
    static Optional<DayFile> read(Map<String, String> metadata, Map<String, String> learned) {
        // The service keeps the case of the names, some tools that copy blobs do not.
        Map<String, String> written = caseless(metadata);
        Map<String, String> record = caseless(learned);
        if (!Optional.ofNullable(record.get("run")).equals(Optional.ofNullable(written.get("run")))) {
            return read(written);
        }
        Map<String, String> known = caseless(written);
        known.keySet().removeIf(name -> LEARNED.contains(name.toLowerCase(Locale.ROOT)));
        known.putAll(record);
        // A record that somebody has spoilt takes nothing away from what was written with the file.
        return read(known).or(() -> read(written));
    }

    private static Map<String, String> caseless(Map<String, String> metadata) {
        Map<String, String> text = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        text.putAll(metadata);
        return text;
    }

    private static Optional<DayFile> read(Map<String, String> text) {
        try {
            return Optional.of(new DayFile(
                    new RunId(required(text, "run")),
                    Reason.ofLabel(required(text, "reason")),
                    new DayFile.Content(
                            Long.parseLong(required(text, "rows")),
                            Long.parseLong(required(text, "pages")),
                            Long.parseLong(required(text, "rawSizeBytes")),
                            required(text, "crc32"),
                            required(text, "digest"),
                            Optional.ofNullable(text.get("firstRowTime")).map(Instant::parse),
                            Optional.ofNullable(text.get("lastRowTime")).map(Instant::parse),
                            notes(text.getOrDefault("notes", ""))),
                    Instant.parse(required(text, "archivedAt")),
                    DayFile.State.valueOf(required(text, "state").toUpperCase(Locale.ROOT)),
                    readings(text),
                    required(text, "appVersion"),
                    check(text)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String write(DayFile.Reading reading) {
        return reading.run().hex() + ":" + reading.rows();
    }

    private static List<DayFile.Reading> readings(Map<String, String> text) {
        Map<String, Matcher> changes = Pattern.compile(" ")
                .splitAsStream(text.getOrDefault("changes", ""))
                .map(CHANGE::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(change -> change.group(1), change -> change, (one, other) -> other));
        List<String> readings = List.of(required(text, "readings").split(" "));
        String newest = readings.get(readings.size() - 1);
        return readings.stream()
                .map(reading -> reading(
                        reading,
                        changes,
                        Optional.ofNullable(text.get("lastDigest")).filter(any -> reading.equals(newest))))
                .toList();
    }

    private static Set<PageNote> notes(String text) {
        return Pattern.compile(" ")
                .splitAsStream(text)
                .flatMap(label -> PageNote.ofLabel(label).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> countries(String text) {
        return Pattern.compile(" ")
                .splitAsStream(text)
                .filter(code -> !code.isEmpty())
                .collect(Collectors.toSet());
    }

    private static DayFile.Reading reading(String text, Map<String, Matcher> changes, Optional<String> digest) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a reading is a run and its rows");
        }
        String run = text.substring(0, colon);
        Optional<Matcher> change = Optional.ofNullable(changes.get(run));
        return new DayFile.Reading(
                new RunId(run),
                Long.parseLong(text.substring(colon + 1)),
                change.map(it -> Long.parseLong(it.group(2))).orElse(0L),
                change.map(it -> Long.parseLong(it.group(3))).orElse(0L),
                digest);
    }

    private static Optional<DayFile.Check> check(Map<String, String> text) {
        return text.keySet().containsAll(List.of("checkedAt", "duplicates", "outside"))
                ? Optional.of(new DayFile.Check(
                        Instant.parse(required(text, "checkedAt")),
                        Long.parseLong(required(text, "duplicates")),
                        Optional.ofNullable(text.get("versions")).map(Long::valueOf),
                        Long.parseLong(required(text, "outside")),
                        countries(text.getOrDefault("countries", "")),
                        Optional.ofNullable(text.get("damage")),
                        hashes(text)))
                : Optional.empty();
    }

    private static Optional<FileHashes> hashes(Map<String, String> text) {
        return text.keySet().containsAll(List.of("sha256", "contentSha256"))
                ? Optional.of(new FileHashes(required(text, "sha256"), required(text, "contentSha256")))
                : Optional.empty();
    }

    private static String required(Map<String, String> text, String name) {
        String value = text.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }
}
