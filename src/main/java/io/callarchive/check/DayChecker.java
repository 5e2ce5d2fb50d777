package io.callarchive.check;

import io.callarchive.ArchiveDay;
import io.callarchive.Event.Name;
import io.callarchive.Event;
import io.callarchive.EventLog;
import io.callarchive.Failures;
import io.callarchive.Problem;
import io.callarchive.Reason;
import io.callarchive.RunId;
import io.callarchive.StorageFault;
import io.callarchive.dayfile.CheckQueue;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.dayfile.DayFile.Check;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.FileLines;
import io.callarchive.dayfile.PublishedDays.ChangedMeanwhile;
import io.callarchive.dayfile.PublishedDays.Published;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.dayfile.Repetitions;
import io.callarchive.dayfile.Rows;
import io.callarchive.dayfile.UnsoundFile;
import io.callarchive.plan.PlannedRun;
import io.callarchive.plan.RunStarter;
import io.callarchive.retry.RetryPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads a published file back, once, and writes on it what was found. Repeated rows mean that Graph's log changed
 * while it was paged through: the day is read afresh, once; rows that stay repeated are reported and kept. A row that
 * has another's id but not its content is a version of it and no repetition: it is reported, and nothing may leave it
 * out.
 *
 * <p>A check may come twice and die between any two lines: reading changes nothing, the result goes only on the state
 * of the file that was read, and the fresh reading is started after it, because the run needs the number of repeated
 * rows to be allowed to replace the file. A repeated message that finds the result there, and no run that ended since,
 * starts it again: two fresh readings make one file.
 *
 * <p>The memory is bounded whatever the file: see {@link Repetitions}.
 */
public final class DayChecker {
    /** The code of the failure record of a file that is not what its metadata says. */
    public static final String CHECK_FAILED = "check-failed";
    /** How many rows are told apart in one pass over the file. */
    public static final int HASHES_PER_PASS = 1 << 22;

    /** With the pauses of the retry policy between them. */
    private static final int TRIES_WITHIN_A_DAY = 32;

    /** Each round means that a run changed what is known of the file in between: more is no race but a fault. */
    private static final int MAX_ROUNDS = 10;

    private final PublishedDays days;
    private final Rows rows;
    private final KnownFields knownFields;
    private final RunStarter starter;
    private final CheckQueue checks;
    private final Failures failures;
    private final Clock clock;
    private final int hashesPerPass;
    private final int longestLine;

    public DayChecker(
            PublishedDays days,
            Rows rows,
            KnownFields knownFields,
            RunStarter starter,
            CheckQueue checks,
            Failures failures,
            Clock clock,
            int hashesPerPass) {
        this(days, rows, knownFields, starter, checks, failures, clock, hashesPerPass, FileLines.LONGEST_LINE_BYTES);
    }

    DayChecker(
            PublishedDays days,
            Rows rows,
            KnownFields knownFields,
            RunStarter starter,
            CheckQueue checks,
            Failures failures,
            Clock clock,
            int hashesPerPass,
            int longestLine) {
        this.days = days;
        this.rows = rows;
        this.knownFields = knownFields;
        this.starter = starter;
        this.checks = checks;
        this.failures = failures;
        this.clock = clock;
        this.hashesPerPass = hashesPerPass;
        this.longestLine = longestLine;
    }

    private record Result(Findings findings, long duplicates, long versions) {}

    /** Returns when the message is dealt with; throws if it has to come again. */
    public void check(CheckRequest request, EventLog events) {
        try {
            readBack(request, events);
        } catch (StorageFault e) {
            if (!e.mayPass()) {
                fail(request, e.trouble(), events);
            } else if (request.tries() < TRIES_WITHIN_A_DAY) {
                Duration wait = RetryPolicy.backoff(request.tries());
                checks.ask(request.again(), wait);
                events.say(Event.of(Name.THROTTLED, request.day(), request.run())
                        .with("check", true)
                        .with("tries", request.tries() + 1)
                        .with("waitSeconds", wait.toSeconds())
                        .with(e.trouble()));
            } else {
                // The file stays unchecked, and the next night asks again.
                fail(request, e.trouble(), events);
            }
        }
    }

    private void readBack(CheckRequest request, EventLog events) {
        Instant begin = clock.instant();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Optional<Published> found = find(request);
            if (found.isEmpty()) {
                // Another run has written the day, and asked for a check of its own.
                return;
            }
            if (found.get().file().check().isPresent()) {
                finishEarlierCheck(request, found.get().file(), events);
                return;
            }
            try {
                close(request, found.get().file(), readBack(request.day(), found.get()), begin, events);
                return;
            } catch (UnsoundFile e) {
                fail(request, Problem.ours(CHECK_FAILED, String.valueOf(e.getMessage())), events);
                return;
            } catch (ChangedMeanwhile e) {
                // Looked at once more: perhaps only its metadata is new.
            } catch (IOException e) {
                throw new UncheckedIOException("the file of " + request.day() + " cannot be read", e);
            }
        }
        throw changedTooOften(request);
    }

    private Optional<Published> find(CheckRequest request) {
        return days.find(request.day())
                .filter(published -> published.file().run().equals(request.run()));
    }

    private Result readBack(ArchiveDay day, Published published) throws IOException, UnsoundFile {
        long rowCount = published.file().rows();
        Findings findings = new Findings(day, knownFields.of(day.log()));
        Repetitions repetitions = new Repetitions(hashesPerPass, rowCount);
        FileLines.read(published, longestLine, (text, offset, length) -> {
            Rows.Row row = row(day, text, offset, length);
            findings.add(row);
            findings.addText(text, offset, length);
            repetitions.add(row, text, offset, length);
        });
        while (repetitions.needAnotherPass()) {
            FileLines.read(
                    published,
                    longestLine,
                    (text, offset, length) -> repetitions.add(row(day, text, offset, length), text, offset, length));
        }
        return new Result(findings, repetitions.duplicates(), repetitions.versions());
    }

    private Rows.Row row(ArchiveDay day, byte[] text, int offset, int length) throws UnsoundFile {
        return rows.read(day.log(), text, offset, length)
                .orElseThrow(() -> new UnsoundFile("a line of the file is not a JSON object"));
    }

    private void close(CheckRequest request, DayFile file, Result result, Instant begin, EventLog events) {
        Findings findings = result.findings();
        Event line = Event.of(Name.DAY_CHECKED, request.day(), request.run())
                .with("rows", file.rows())
                .with("duplicates", result.duplicates())
                .with("versions", result.versions())
                .with("outside", findings.outside())
                .with("halfCharacters", findings.halfCharacters())
                .with("newFields", findings.newFields())
                .with("first", findings.first().map(Instant::toString).orElse("none"))
                .with("last", findings.last().map(Instant::toString).orElse("none"))
                .withSeconds(begin, clock.instant());
        boolean odd = result.duplicates() > 0 || result.versions() > 0 || findings.outside() > 0;
        events.say(odd ? line.asWarning() : line);
        Check check =
                new Check(clock.instant(), result.duplicates(), Optional.of(result.versions()), findings.outside());
        Optional<DayFile> checked = remember(request, check);
        failures.find(request.day())
                .filter(failure -> failure.trouble().code().equals(CHECK_FAILED))
                .ifPresent(failure -> failures.clear(request.day()));
        checked.filter(DayChecker::deservesFreshReading).ifPresent(repeated -> readAfresh(request, repeated, events));
    }

    /** The file as it is now known; empty if another run has written the day. */
    private Optional<DayFile> remember(CheckRequest request, Check check) {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            // A run writes its rows once, so whatever else is new about the file, the result holds for it.
            Optional<Published> found = find(request);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            DayFile checked = found.get().file().checkedWith(check);
            if (found.get().remember(checked)) {
                return Optional.of(checked);
            }
        }
        throw changedTooOften(request);
    }

    private void finishEarlierCheck(CheckRequest request, DayFile file, EventLog events) {
        if (deservesFreshReading(file) && file.lastRun().equals(request.run())) {
            readAfresh(request, file, events);
        }
    }

    /** A file that came of such a reading and still repeats rows shows Graph's log as it is. */
    private static boolean deservesFreshReading(DayFile file) {
        return file.repeats() > 0 && file.reason() != Reason.RECHECK && file.state() != DayFile.State.ERASED;
    }

    private void readAfresh(CheckRequest request, DayFile file, EventLog events) {
        boolean settled = file.state() == DayFile.State.SETTLED;
        Optional<RunId> base = Optional.of(file.run());
        starter.start(new PlannedRun(request.day(), Reason.RECHECK, 1, settled, false, base, Duration.ZERO), events);
    }

    private void fail(CheckRequest request, Problem trouble, EventLog events) {
        failures.record(request.day(), request.run(), trouble, Optional.empty());
        events.say(Event.of(Name.DAY_FAILED, request.day(), request.run()).with(trouble));
    }

    private static IllegalStateException changedTooOften(CheckRequest request) {
        return new IllegalStateException(
                "the file of " + request.day() + " was changed by others " + MAX_ROUNDS + " times in a row");
    }
}
