package io.callarchive;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The earliest and the latest of the times that were added; empty while there are none. */
public final class TimeRange {
    private @Nullable Instant first;
    private @Nullable Instant last;

    public void add(Instant time) {
        if (first == null || time.isBefore(first)) {
            first = time;
        }
        if (last == null || time.isAfter(last)) {
            last = time;
        }
    }

    public Optional<Instant> first() {
        return Optional.ofNullable(first);
    }

    public Optional<Instant> last() {
        return Optional.ofNullable(last);
    }
}
