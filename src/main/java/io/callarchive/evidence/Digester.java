package io.callarchive.evidence;

import io.callarchive.CallLog;
import io.callarchive.Event;
import io.callarchive.Event.Name;
import io.callarchive.EventLog;
import io.callarchive.Sha256;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.status.ArchiveStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Adds to the chain what has happened to the files since its newest digest: at each call in which something has, and
 * once a day if nothing did.
 *
 * <p>It keeps no state of its own. What is new, the storage's clock tells: the changes since the newest digest was
 * written, and those of the hour before, because a listing takes a while; what that digest says already is left out. So
 * a night that is missed leaves no hole. A digest is one blob that is written at once if nobody else has written that
 * number: two writers make no fork, and whoever dies has written a digest or none.
 */
public final class Digester {
    private static final int YEARS = 10;
    /** Longer than a function may run, and so than any look at the files that a digest is made of. */
    private static final Duration OVERLAP = Duration.ofHours(1);
    /** A little less than a day, so that the hour does not wander. */
    private static final Duration AT_LEAST_EACH = Duration.ofHours(23);

    private final List<CallLog> logs;
    private final PublishedDays days;
    private final ArchiveStatus status;
    private final Digests digests;
    private final Journal journal;
    private final Clock clock;
    private final String version;

    public Digester(
            Collection<CallLog> logs,
            PublishedDays days,
            ArchiveStatus status,
            Digests digests,
            Journal journal,
            Clock clock,
            String version) {
        this.logs = List.copyOf(logs);
        this.days = days;
        this.status = status;
        this.digests = digests;
        this.journal = journal;
        this.clock = clock;
        this.version = version;
    }

    /** Adds a digest if there is something to say. */
    public void digest(EventLog events) {
        Instant now = clock.instant();
        Optional<Digests.Kept> newest = digests.newest();
        Optional<Digest> before = newest.flatMap(Digests.Kept::digest);
        List<FileEntry> files =
                changedSince(newest.map(kept -> kept.keptAt().minus(OVERLAP)).orElse(Instant.MIN), before);
        List<Digest.JournalMark> marks = journal.marks();
        boolean news =
                !files.isEmpty() || !marks.equals(before.map(Digest::journal).orElse(List.of()));
        boolean due = newest.filter(kept -> kept.keptAt().plus(AT_LEAST_EACH).isAfter(now))
                .isEmpty();
        if (!news && !due) {
            return;
        }
        Digest digest = new Digest(
                Digest.VERSION,
                newest.map(Digests.Kept::sequence).orElse(0L) + 1,
                now.toString(),
                newest.map(Digests.Kept::sha256).orElse(null),
                version,
                files,
                absent(LocalDate.ofInstant(now, ZoneOffset.UTC)),
                marks);
        byte[] json = digest.bytes();
        // Another writer has looked at the same files; what it did not see, the next digest has.
        if (digests.put(digest.sequence(), json)) {
            events.log(Event.of(Name.DIGEST_WRITTEN)
                    .with("sequence", digest.sequence())
                    .with("sha256", Sha256.hex(json))
                    .with("files", files.size()));
        }
    }

    private List<FileEntry> changedSince(Instant since, Optional<Digest> before) {
        Set<FileEntry> said = new HashSet<>(before.map(Digest::files).orElse(List.of()));
        List<JournalEntry> entries = journal.entries();
        List<FileEntry> files = new ArrayList<>();
        for (CallLog log : logs) {
            days.listed(log, LocalDate.MIN, LocalDate.MAX).forEach((date, listed) -> {
                FileEntry entry = FileEntry.of(log, date, listed, entries);
                if (listed.changedAt().isAfter(since) && !said.contains(entry)) {
                    files.add(entry);
                }
            });
        }
        return files;
    }

    private List<AbsentDays> absent(LocalDate today) {
        return status.between(logs, today.minusYears(YEARS), today.minusDays(1), today).logs().stream()
                .flatMap(log -> AbsentDays.of(log).stream())
                .toList();
    }
}
