package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the planner has to know beside the lake.
 *
 * @param active the days that are on their way
 * @param failed the days that have failed, or were asked for by force and are gone, each with when
 * @param gone the days of which Graph has nothing any more
 */
record Past(Set<ArchiveDay> active, Map<ArchiveDay, Instant> failed, Set<ArchiveDay> gone) {
    static final Past NOTHING = new Past(Set.of(), Map.of(), Set.of());

    boolean hasFailed(ArchiveDay day) {
        return failed.containsKey(day);
    }

    boolean hasFailedSince(ArchiveDay day, Instant since) {
        return Optional.ofNullable(failed.get(day))
                .filter(at -> !at.isBefore(since))
                .isPresent();
    }
}
