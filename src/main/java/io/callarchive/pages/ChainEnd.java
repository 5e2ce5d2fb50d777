package io.callarchive.pages;

import io.callarchive.ArchiveDay;
import io.callarchive.Run;
import io.callarchive.RunId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A chain asks Graph for no more pages.
 *
 * @param outcome what has become of its run with that
 * @param free from when another chain of the log may ask in its place
 */
public record ChainEnd(ArchiveDay day, RunId run, int chain, Outcome outcome, Instant free) {
    /** What has become of the run. */
    public enum Outcome {
        /** Other chains of it are still to end. */
        GOES_ON,
        /** The day's file is what this run has made it, or a newer one. */
        DONE,
        /** The day has failed. */
        FAILED,
        /** Graph has no rows of the day any more, or never had. */
        NOTHING;

        /** The name in messages. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The outcome of that label.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Outcome ofLabel(String label) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("an outcome is one of "
                            + Arrays.stream(values()).map(Outcome::label).collect(Collectors.joining(", "))));
        }
    }

    public ChainEnd {
        if (chain < 0 || chain >= Run.MAX_CHAINS) {
            throw new IllegalArgumentException("chain must be in 0.." + (Run.MAX_CHAINS - 1) + ": " + chain);
        }
    }
}
