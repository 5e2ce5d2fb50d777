package io.callarchive.lake;

import io.callarchive.ArchiveDay;
import io.callarchive.Reason;
import io.callarchive.RunId;
import io.callarchive.dayfile.DayFile;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The blob's metadata as text. The names are a contract: auditors and inventories read them. */
final class DayMetadata {
    private static final Set<String> OURS = Set.of(
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
            "state",
            "readings",
            "notes",
            "appversion",
            "checkedat",
            "duplicates",
            "versions",
            "outside",
            "countries");

    private DayMetadata() {}

    /** The metadata of the file; what others have put beside it before stays. */
    static Map<String, String> write(ArchiveDay day, DayFile file, Map<String, String> before) {
        Map<String, String> text = new LinkedHashMap<>();
        before.forEach((name, value) -> {
            if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
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
        text.put("state", file.state().label());
        text.put("readings", file.readings().stream().map(DayMetadata::write).collect(Collectors.joining(" ")));
        if (!file.notes().isEmpty()) {
            text.put("notes", file.notes().stream().map(PageNote::label).collect(Collectors.joining(" ")));
        }
        text.put("appVersion", file.appVersion());
        file.check().ifPresent(check -> {
            text.put("checkedAt", check.at().toString());
            text.put("duplicates", Long.toString(check.duplicates()));
            check.versions().ifPresent(versions -> text.put("versions", Long.toString(versions)));
            text.put("outside", Long.toString(check.outside()));
            if (!check.countries().isEmpty()) {
                text.put("countries", check.countries().stream().sorted().collect(Collectors.joining(" ")));
            }
        });
        return text;
    }

    /** Empty if the metadata is not Callarchive's. */
    static Optional<DayFile> read(Map<String, String> metadata) {
        // The service keeps the case of the names, some tools that copy blobs do not.
        Map<String, String> text = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        text.putAll(metadata);
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
                    readings(required(text, "readings")),
                    required(text, "appVersion"),
                    check(text)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String write(DayFile.Reading reading) {
        return reading.run().hex() + ":" + reading.rows();
    }

    private static List<DayFile.Reading> readings(String text) {
        return Pattern.compile(" ")
                .splitAsStream(text)
                .map(DayMetadata::reading)
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

    private static DayFile.Reading reading(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a reading is a run and its rows");
        }
        return new DayFile.Reading(new RunId(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }

    private static Optional<DayFile.Check> check(Map<String, String> text) {
        return text.keySet().containsAll(List.of("checkedAt", "duplicates", "outside"))
                ? Optional.of(new DayFile.Check(
                        Instant.parse(required(text, "checkedAt")),
                        Long.parseLong(required(text, "duplicates")),
                        Optional.ofNullable(text.get("versions")).map(Long::valueOf),
                        Long.parseLong(required(text, "outside")),
                        countries(text.getOrDefault("countries", ""))))
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
