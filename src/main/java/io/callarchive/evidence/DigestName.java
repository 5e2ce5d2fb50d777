package io.callarchive.evidence;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the files of digests and journals are called, in a container and in a copy of it. */
public final class DigestName {
    /** What the names of digests begin with. */
    public static final String PREFIX = "digest-";

    /** What the names of journals begin with. */
    public static final String JOURNAL_PREFIX = "journal-";

    private static final Pattern DIGEST = Pattern.compile("digest-(\\d{10})\\.json");
    private static final Pattern JOURNAL = Pattern.compile("journal-(\\d{4}-\\d{2})\\.jsonl");

    private DigestName() {}

    /** Such as {@code digest-0000000012.json}: in the order of the numbers. */
    public static String of(long sequence) {
        return String.format(Locale.ROOT, "digest-%010d.json", sequence);
    }

    /** Such as {@code digest-0000000012.jws}: its signature. */
    public static String ofSignature(long sequence) {
        return of(sequence).replace(".json", ".jws");
    }

    /** The number in a name; empty if the name is none of a digest. */
    public static Optional<Long> sequenceOf(String name) {
        return Optional.of(DIGEST.matcher(name)).filter(Matcher::matches).map(digest -> Long.valueOf(digest.group(1)));
    }

    /** Such as {@code journal-2026-11.jsonl}. */
    public static String ofJournal(String month) {
        return JOURNAL_PREFIX + month + ".jsonl";
    }

    /** The month in a name; empty if the name is none of a journal. */
    public static Optional<String> monthOf(String name) {
        return Optional.of(JOURNAL.matcher(name)).filter(Matcher::matches).map(journal -> journal.group(1));
    }
}
