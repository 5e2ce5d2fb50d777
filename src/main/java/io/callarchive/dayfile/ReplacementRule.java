package io.callarchive.dayfile;

import io.callarchive.CallLog;
import io.callarchive.Run;
import io.callarchive.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a day's file when a run has read the whole day. Pure: it knows of no storage, and the same arguments
 * give the same decision however often the run's last message comes.
 *
 * <p>What was once read is kept: a row leaves the archive by an erasure, and by nothing else. Microsoft delivers late,
 * takes back, and pages through a log that changes meanwhile; which of its answers was the right one, nobody outside can
 * know.
 */
public final class ReplacementRule {
    /** Well beyond what the clocks of a platform's machines differ by. */
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(10);

    private ReplacementRule() {}

    /** What to do with a reading, as far as it can be told without looking at its rows. */
    public sealed interface Decision {
        /** It is like the newest one that the file knows of: that it was read again is noted. */
        record Confirm() implements Decision {}

        /** Its rows are to be compared with the file's. */
        record Compare() implements Decision {}

        /** Nothing: that run, which is newer, has finished the day, or taken rows out of it. */
        record Superseded(RunId by) implements Decision {}
    }

    /** What to do with a reading whose rows were compared. */
    public enum Outcome {
        /** It becomes the file. */
        REPLACE,
        /** It becomes the file, followed by the rows that only the file before has. */
        UNITE,
        /** The file stays, and what was found is noted with it. */
        KEEP
    }

    /**
     * What two contents have in common. Rows are the same if they are so byte by byte; those that repeat count once.
     *
     * @param common in the file and in the reading
     * @param added only in the reading
     * @param vanished only in the file
     */
    public record Difference(long common, long added, long vanished) {}

    /**
     * Decides about a reading with that many rows, whose digest is equal to that of equal readings.
     *
     * @param incomplete whether rows were left out of it because they could not be read
     */
    public static Decision decide(DayFile file, Run run, String digest, long rows, boolean incomplete, Instant now) {
        Optional<RunId> newer = supersededBy(file, run, now);
        // The same rows in a whole answer are better: they are known to be all.
        boolean same = !file.isDamaged()
                && file.lastDigest().equals(digest)
                && file.lastRows() == rows
                && file.isIncomplete() == incomplete;
        if (newer.isEmpty() && !same) {
            return new Decision.Compare();
        }
        return newer.or(() -> confirmedBy(file, run, now))
                .<Decision>map(Decision.Superseded::new)
                .orElseGet(Decision.Confirm::new);
    }

    /**
     * Decides about a reading that differs so from the file.
     *
     * @param reading what is in it
     */
    public static Outcome decide(CallLog log, DayFile.Content file, DayFile.Content reading, Difference difference) {
        boolean lessIsKnown =
                reading.notes().contains(PageNote.INCOMPLETE) && !file.notes().contains(PageNote.INCOMPLETE);
        if (difference.added() == 0 && difference.vanished() == 0) {
            boolean moreIsKnown = file.notes().contains(PageNote.INCOMPLETE)
                    && !reading.notes().contains(PageNote.INCOMPLETE);
            boolean cleaner = reading.rows() < file.rows();
            return moreIsKnown || (cleaner && !lessIsKnown) ? Outcome.REPLACE : Outcome.KEEP;
        }
        if (isAggregate(log)) {
            // Its rows are sums. The newer sums are to be had instead of the older ones, and not beside them.
            return difference.added() >= difference.vanished() && !lessIsKnown ? Outcome.REPLACE : Outcome.KEEP;
        }
        if (difference.vanished() == 0) {
            return Outcome.REPLACE;
        }
        return difference.added() == 0 ? Outcome.KEEP : Outcome.UNITE;
    }

    /** Whether nothing tells its rows apart from those of another reading. */
    private static boolean isAggregate(CallLog log) {
        return log.timeField().isEmpty() && log.idField().isEmpty();
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

    /** The newer run that has found the file as it is, so that this one has nothing to add to what is known. */
    static Optional<RunId> confirmedBy(DayFile file, Run run, Instant now) {
        return Optional.of(file.lastRun()).filter(last -> isNewer(last, run, now));
    }

    /** A run that is dated later than now was dated by a clock that was wrong: it stands in nobody's way. */
    private static boolean isNewer(RunId other, Run run, Instant now) {
        return other.newerThan(run.id()) && !other.dueAt().isAfter(now.plus(CLOCKS_DIFFER_BY));
    }

    /** The state of a file that such a run has read. */
    public static DayFile.State stateAfter(Run run) {
        return run.settles() ? DayFile.State.SETTLED : DayFile.State.PROVISIONAL;
    }
}
