package io.callarchive.check;

import io.callarchive.Event;
import io.callarchive.Event.Name;
import io.callarchive.EventLog;
import io.callarchive.Failures;
import io.callarchive.Problem;
import io.callarchive.StorageFault;
import io.callarchive.dayfile.CheckQueue;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.dayfile.Contention;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.DayFile.Check;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.dayfile.PublishedDays.ChangedMeanwhile;
import io.callarchive.dayfile.PublishedDays.Published;
import io.callarchive.dayfile.UnsoundFile;
import io.callarchive.retry.RetryPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Has a published file read back and writes down beside it what was found: once it is new, and again in its turn. A file
 * that is not what its metadata says is damaged: the day is read afresh, if Microsoft still has it. Repeated rows mean
 * that Graph's log changed while it was paged through: the day is read afresh, once; rows that stay repeated are
 * reported and kept. A row that has another's id but not its content is a version of it and no repetition: it is
 * reported, and nothing may leave it out.
 *
 * <p>A check may come twice and die between any two lines: reading changes nothing, the result goes only on the state
 * of the file that was read, and whoever starts runs finds the file there, by itself or woken, as long as it deserves a
 * fresh reading.
 */
public final class DayChecker {
    /** With the pauses of the retry policy between them. */
    private static final int TRIES_WITHIN_A_DAY = 32;

    private static final int LONGEST_DAMAGE = 200;
    private static final Pattern NOT_PLAIN = Pattern.compile("[^ -~]");

    private final PublishedDays days;
    private final ReadBack readBack;
    private final Runnable recheckWanted;
    private final CheckQueue checkQueue;
    private final Failures failures;
    private final Clock clock;

    /**
     * A checker.
     *
     * @param recheckWanted what wakes whoever starts runs: which files deserve it, these tell
     */
    public DayChecker(
            PublishedDays days,
            ReadBack readBack,
            Runnable recheckWanted,
            CheckQueue checkQueue,
            Failures failures,
            Clock clock) {
        this.days = days;
        this.readBack = readBack;
        this.recheckWanted = recheckWanted;
        this.checkQueue = checkQueue;
        this.failures = failures;
        this.clock = clock;
    }

    /** Returns when the message is dealt with; throws if it has to come again. */
    public void check(CheckRequest request, EventLog events) {
        try {
            checkOnce(request, events);
        } catch (StorageFault e) {
            if (!e.mayPass()) {
                fail(request, e.problem(), events);
            } else if (request.tries() < TRIES_WITHIN_A_DAY) {
                waitForStorage(request, e.problem(), events);
            } else {
                // The file stays unchecked, and the next night asks again.
                fail(request, e.problem(), events);
            }
        }
    }

    private void waitForStorage(CheckRequest request, Problem problem, EventLog events) {
        Duration wait = RetryPolicy.backoff(request.tries());
        checkQueue.ask(request.again(), wait);
        events.log(Event.of(Name.THROTTLED, request.day(), request.run())
                .with("check", true)
                .with("tries", request.tries() + 1)
                .with("waitSeconds", wait.toSeconds())
                .with(problem));
    }

    /**
     * The file of the run at one moment.
     *
     * @param file empty if another run has written the day, and asked for a check of its own
     * @param result empty if there is nothing to read back, because an earlier check has
     */
    private record Look(Optional<DayFile> file, Optional<ReadBack.Result> result) {}

    private void checkOnce(CheckRequest request, EventLog events) {
        Instant begin = clock.instant();
        try {
            Look look = Contention.overcome("the file of " + request.day(), () -> tryToReadBack(request));
            look.file()
                    .ifPresent(file -> look.result()
                            .ifPresentOrElse(
                                    result -> close(request, file, result, begin, events),
                                    () -> letItBeReadAfresh(file)));
        } catch (UnsoundFile e) {
            damaged(request, String.valueOf(e.getMessage()), events);
        } catch (IOException e) {
            throw new UncheckedIOException("the file of " + request.day() + " cannot be read", e);
        }
    }

    private Optional<Look> tryToReadBack(CheckRequest request) throws IOException, UnsoundFile {
        Optional<Published> found = find(request);
        Optional<DayFile> file = found.map(Published::file);
        if (file.filter(request::isDone).isPresent() || found.isEmpty()) {
            return Optional.of(new Look(file, Optional.empty()));
        }
        try {
            return Optional.of(new Look(file, Optional.of(readBack.read(request.day(), found.get()))));
        } catch (ChangedMeanwhile e) {
            // Looked at once more: perhaps only its metadata is new.
            return Optional.empty();
        }
    }

    private Optional<Published> find(CheckRequest request) {
        return days.find(request.day())
                .filter(published -> published.file().run().equals(request.run()));
    }

    private void close(CheckRequest request, DayFile file, ReadBack.Result result, Instant begin, EventLog events) {
        Event event = Event.of(Name.DAY_CHECKED, request.day(), request.run())
                .with("rows", file.rows())
                .with("duplicates", result.duplicates())
                .with("versions", result.versions())
                .with("outside", result.outside())
                .with("halfCharacters", result.halfCharacters())
                .with("newFields", result.newFields())
                .with("countries", result.countries().isEmpty() ? "none" : String.join(",", result.countries()))
                .with("first", result.first().map(Instant::toString).orElse("none"))
                .with("last", result.last().map(Instant::toString).orElse("none"))
                .withSeconds(begin, clock.instant());
        events.log(result.isOdd() ? event.asWarning() : event);
        Check check = new Check(
                clock.instant(),
                result.duplicates(),
                Optional.of(result.versions()),
                result.outside(),
                result.countries(),
                Optional.empty(),
                Optional.of(result.hashes()));
        Optional<DayFile> checked = Contention.overcome("the file of " + request.day(), () -> remember(request, check));
        failures.find(request.day())
                .filter(failure -> failure.problem().is(Problem.Code.CHECK_FAILED))
                .ifPresent(failure -> failures.clear(request.day()));
        checked.ifPresent(this::letItBeReadAfresh);
    }

    /**
     * The file as it is now known, or empty if another run has written the day; nothing if the file changed meanwhile.
     * A run writes its rows once, so whatever else is new about the file, the result holds for it.
     */
    private Optional<Optional<DayFile>> remember(CheckRequest request, Check check) {
        Optional<Published> found = find(request);
        if (found.isEmpty()) {
            return Optional.of(Optional.empty());
        }
        DayFile checked = found.get().file().checkedWith(check);
        return found.get().remember(checked) ? Optional.of(Optional.of(checked)) : Optional.empty();
    }

    /** The failure before the record: whoever dies between them finds the file unchecked, and it is read back again. */
    private void damaged(CheckRequest request, String damage, EventLog events) {
        fail(request, Problem.ours(Problem.Code.CHECK_FAILED, damage), events);
        Check check = new Check(
                clock.instant(), 0, Optional.empty(), 0, Set.of(), Optional.of(header(damage)), Optional.empty());
        Contention.overcome("the file of " + request.day(), () -> remember(request, check))
                .ifPresent(this::letItBeReadAfresh);
    }

    /** Such as it may be sent in a header. */
    private static String header(String words) {
        String plain = NOT_PLAIN.matcher(words).replaceAll("?");
        return plain.length() <= LONGEST_DAMAGE ? plain : plain.substring(0, LONGEST_DAMAGE);
    }

    private void letItBeReadAfresh(DayFile file) {
        if (file.deservesRecheck() || file.deservesRepair()) {
            recheckWanted.run();
        }
    }

    private void fail(CheckRequest request, Problem problem, EventLog events) {
        failures.record(request.day(), request.run(), problem, Optional.empty());
        events.log(Event.of(Name.DAY_FAILED, request.day(), request.run()).with(problem));
    }
}
