package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import io.callarchive.DayFailure;
import io.callarchive.Failures;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PublishedDays;
import io.callarchive.pages.Staging;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds out what has become of a run whose end was not told. */
final class RunWatch {
    /** A run of which nothing was heard for so long after its time is given up. */
    static final Duration ABANDONED_AFTER = Duration.ofHours(1);
    /** A run that asks only after that waits for something; its place can be used for what is urgent. */
    private static final Duration A_WHILE = Duration.ofMinutes(5);

    private final PublishedDays days;
    private final Staging staging;
    private final Failures failures;

    RunWatch(PublishedDays days, Staging staging, Failures failures) {
        this.days = days;
        this.staging = staging;
        this.failures = failures;
    }

    /** What has become of it. */
    sealed interface Fate {
        /** The day's file is the run's, or a newer one's, or confirmed by it. */
        record Done() implements Fate {}

        /** The day has failed. */
        record Failed() implements Fate {}

        /** Its messages are gone. */
        record Lost() implements Fate {}

        /** It goes on, perhaps only then. */
        record GoesOn(Optional<Instant> quietUntil) implements Fate {}
    }

    Fate look(ActiveRun run, Instant now) {
        Optional<DayFile> file = days.find(run.day()).map(PublishedDays.Published::file);
        if (file.filter(it -> it.lastRun().compareTo(run.run().id()) >= 0).isPresent()) {
            return new Fate.Done();
        }
        Optional<Instant> sign = staging.progress(run.day(), file.map(DayFile::lastRun))
                .filter(progress -> progress.run().equals(run.run().id()))
                .map(Staging.Progress::at);
        Instant last = sign.filter(run.grantedAt()::isBefore).orElse(run.grantedAt());
        if (isRecent(last, now)) {
            return new Fate.GoesOn(sign.filter(now.plus(A_WHILE)::isBefore));
        }
        Optional<DayFailure> failure = failures.find(run.day())
                .filter(met -> met.run().equals(run.run().id()));
        if (failure.isEmpty()) {
            return new Fate.Lost();
        }
        Optional<Instant> again = failure.get().askedAgainAt();
        if (again.isEmpty()) {
            return new Fate.Failed();
        }
        return isRecent(again.get(), now) ? new Fate.GoesOn(again) : new Fate.Lost();
    }

    /** Whether somebody else, of whom the schedule does not know, is reading that day. */
    boolean isReadByOthers(ArchiveDay day, Optional<DayFile> file, Instant now) {
        // A run that found the file as good as its own leaves its pages behind.
        return staging.progress(day, file.map(DayFile::lastRun))
                .filter(progress -> isRecent(progress.at(), now))
                .isPresent();
    }

    private static boolean isRecent(Instant sign, Instant now) {
        return sign.plus(ABANDONED_AFTER).isAfter(now);
    }
}
