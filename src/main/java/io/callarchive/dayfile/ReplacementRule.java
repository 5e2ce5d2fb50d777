package io.callarchive.dayfile;

import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a day's file when a run has read the whole day. Pure: it knows of no storage, and the same arguments
 * give the same decision however often the run's last message comes.
 */
public final class ReplacementRule {
    /** Well beyond what the clocks of a platform's machines differ by. */
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(10);

    private ReplacementRule() {}

    /** What to do with a reading. */
    public sealed interface Decision {
        /** It becomes the file. */
        record Replace() implements Decision {}

        /** The file stays, and what was read is noted with it. */
        record Confirm() implements Decision {}

        /** Nothing: that run, which is newer, has finished the day, or taken rows out of it. */
        record Superseded(RunId by) implements Decision {}
    }

    /**
     * Decides about a reading with that many rows, whose digest is equal to that of equal readings.
     *
     * @param incomplete whether rows were left out of it because they could not be read
     */
    public static Decision decide(DayFile file, Run run, String digest, long rows, boolean incomplete, Instant now) {
        if (run.reason() == Reason.ERASURE) {
            // It was made from this file and leaves rows out on purpose.
            return new Decision.Replace();
        }
        Optional<RunId> newer = supersededBy(file, run, now);
        // The same rows in a whole answer are better: they are known to be all.
        boolean same =
                file.content().digest().equals(digest) && file.rows() == rows && file.isIncomplete() == incomplete;
        if (newer.isEmpty() && !same && isNoLoss(file, run, rows, incomplete)) {
            return new Decision.Replace();
        }
        return newer.or(() -> Optional.of(file.lastRun()).filter(last -> isNewer(last, run, now)))
                .<Decision>map(Decision.Superseded::new)
                .orElseGet(Decision.Confirm::new);
    }

    /** A whole file gives way to an incomplete reading only for more rows, whatever anybody forces. */
    private static boolean isNoLoss(DayFile file, Run run, long rows, boolean incomplete) {
        if (incomplete && !file.isIncomplete()) {
            return rows > file.rows();
        }
        return run.force() || rows >= fewestRows(file, run);
    }

    /**
     * The run that wrote the file, if no reading of this one can change that. Not for erasures. Of a person who erases
     * rows and one who forces a reading the later one wins, whenever the reading takes place.
     */
    public static Optional<RunId> supersededBy(DayFile file, Run run, Instant now) {
        boolean closed = file.state() == DayFile.State.ERASED
                && run.forcedAt().filter(file.run().dueAt()::isBefore).isEmpty();
        return Optional.of(file.run()).filter(writer -> closed || isNewer(writer, run, now));
    }

    /** A run that is dated later than now was dated by a clock that was wrong: it stands in nobody's way. */
    private static boolean isNewer(RunId other, Run run, Instant now) {
        return other.newerThan(run.id()) && !other.dueAt().isAfter(now.plus(CLOCKS_DIFFER_BY));
    }

    /**
     * How many rows a run must find to replace the file. The run that reads a day afresh because its file repeats rows
     * may leave out as many as were repeated: then none is lost, and it would be no use if it had to repeat them.
     */
    private static long fewestRows(DayFile file, Run run) {
        return run.reason() == Reason.RECHECK ? file.rows() - file.repeats() : file.rows();
    }
}
