package io.callarchive.evidence;

import io.callarchive.ArchiveDay;
import java.util.Locale;

/**
 * What is proven of a day.
 *
 * @param digest the number of the newest one that speaks of its file; 0 if none does
 * @param words why, for a person
 */
public record DayVerdict(ArchiveDay day, Kind kind, long digest, String words) {
    /** What can be found. */
    public enum Kind {
        /** The file is what the newest digest says, and so was every one before. */
        SOUND(true),
        /** The same, and between two digests it got rows that Microsoft had delivered late. */
        GROWN(true),
        /** The same, and rows were removed on request, which the journal tells. */
        ERASED(true),
        /** There is no file, and there need not be one: Microsoft has nothing of the day, or the archive's time is over. */
        EXPLAINED(true),
        /** There is no file yet, although there should be one: the archive says so itself. */
        OPEN(false),
        /** The file is not what the digests say. */
        CHANGED(false),
        /** The digests speak of a file, and there is none. */
        MISSING(false),
        /** Distinct rows have gone, and no erasure tells why. */
        SHRUNK(false),
        /** The archive itself has found the file damaged. */
        DAMAGED(false),
        /** No digest has its hash. */
        UNPROVEN(false);

        private final boolean sound;

        Kind(boolean sound) {
            this.sound = sound;
        }

        /** Whether nothing is wrong with the day. */
        public boolean isSound() {
            return sound;
        }

        /** The name in JSON. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
