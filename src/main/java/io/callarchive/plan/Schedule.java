package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the conductor knows from step to step. Where it is lost, the next night begins anew with what the lake tells.
 *
 * @param night the newest night whose work was begun
 * @param runs what is on its way
 * @param wishes what comes next, as it was planned last
 * @param plannedAt when that was
 * @param more the logs of which there is more than that
 * @param nextTick when the conductor has asked to be woken, at the latest
 * @param free by log: from when other chains may ask in the place of those that have ended
 * @param failed the days that failed, or were asked for by force and are gone, and when; until they are archived
 * @param gone the days of which Graph had no rows when Microsoft may have deleted them already
 * @param orders by name: how far the open orders are
 */
public record Schedule(
        Optional<Night> night,
        List<ActiveRun> runs,
        List<Wish> wishes,
        Instant plannedAt,
        Set<CallLog> more,
        Instant nextTick,
        Map<CallLog, List<Instant>> free,
        Map<ArchiveDay, Instant> failed,
        Set<ArchiveDay> gone,
        Map<String, Progress> orders) {
    /** Before anything has begun. */
    public static final Schedule EMPTY = new Schedule(
            Optional.empty(),
            List.of(),
            List.of(),
            Instant.EPOCH,
            Set.of(),
            Instant.EPOCH,
            Map.of(),
            Map.of(),
            Set.of(),
            Map.of());

    /**
     * How far an order is.
     *
     * @param days that were to be read when it was first planned
     * @param left of these
     * @param minutes that the rest takes at Graph's pace
     */
    public record Progress(int days, int left, long minutes) {
        static Progress of(Agenda.Left left) {
            return new Progress(0, 0, 0).after(left);
        }

        /** When no more than that is left; more can be, since a day that was archived is gone again, for instance. */
        Progress after(Agenda.Left now) {
            return new Progress(
                    Math.max(days, now.days()),
                    now.days(),
                    now.time().plusSeconds(59).toMinutes());
        }
    }

    public Schedule {
        runs = List.copyOf(runs);
        wishes = List.copyOf(wishes);
        more = Set.copyOf(more);
        free = Map.copyOf(free);
        failed = Map.copyOf(failed);
        gone = Set.copyOf(gone);
        orders = Map.copyOf(orders);
    }

    Past past() {
        return new Past(runs.stream().map(ActiveRun::day).collect(Collectors.toSet()), failed, gone);
    }

    /** Whether nothing is on its way, and nothing is known to come. */
    public boolean isIdle() {
        return runs.isEmpty() && wishes.isEmpty() && more.isEmpty();
    }
}
