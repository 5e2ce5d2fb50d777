package io.callarchive.graph;

import io.callarchive.TimeRange;
import io.callarchive.Window;
import io.callarchive.pages.RowTimes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Follows the times of a page's rows. */
final class RowTimesCounter {
    /** An inclusive bound is compared in whole seconds, whatever the fraction: such rows come in both windows. */
    private static final Duration GRAIN_OF_THE_BOUND = Duration.ofSeconds(1);

    private final Window window;
    private final TimeRange times = new TimeRange();
    private int outside;
    private int atBound;

    RowTimesCounter(Window window) {
        this.window = window;
    }

    /** Counts the row; false if it belongs to the next window, which returns it again. */
    boolean belongsHere(@Nullable Instant time) {
        if (time == null) {
            return true;
        }
        if (!time.isBefore(window.to()) && time.isBefore(window.to().plus(GRAIN_OF_THE_BOUND))) {
            atBound++;
            return false;
        }
        if (!window.contains(time)) {
            outside++;
        }
        times.add(time);
        return true;
    }

    RowTimes result() {
        return new RowTimes(times.first(), times.last(), outside, atBound);
    }
}
