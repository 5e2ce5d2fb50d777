package io.callarchive.graph;

import io.callarchive.RowTimes;
import io.callarchive.Window;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows the times of a page's rows. */
final class RowTimesCounter {
    private final Window window;
    private @Nullable Instant first;
    private @Nullable Instant last;
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
        if (time.equals(window.to())) {
            atBound++;
            return false;
        }
        if (!window.contains(time)) {
            outside++;
        }
        if (first == null || time.isBefore(first)) {
            first = time;
        }
        if (last == null || time.isAfter(last)) {
            last = time;
        }
        return true;
    }

    RowTimes result() {
        return new RowTimes(Optional.ofNullable(first), Optional.ofNullable(last), outside, atBound);
    }
}
