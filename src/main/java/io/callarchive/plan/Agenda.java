package io.callarchive.plan;

import io.callarchive.CallLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be read next.
 *
 * @param wishes in the order in which they are begun
 * @param more the logs of which there is more than that
 * @param left by the name of an order: what is still to be read of it
 */
record Agenda(List<Wish> wishes, Set<CallLog> more, Map<String, Left> left) {
    /** Days that are still to be read, and how long that takes at Graph's pace. */
    record Left(int days, Duration time) {
        static final Left NOTHING = new Left(0, Duration.ZERO);
    }

    Agenda {
        wishes = List.copyOf(wishes);
        more = Set.copyOf(more);
        left = Map.copyOf(left);
    }
}
