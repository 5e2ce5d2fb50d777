package io.callarchive.status;

import io.callarchive.plan.Schedule;
import io.callarchive.plan.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Whether what is on its way gets on. */
public final class Conducting implements HealthCheck.Probe {
    /** While there is work the conductor looks every five minutes. */
    private static final Duration SILENCE = Duration.ofHours(1);

    private final Schedules schedules;
    private final Clock clock;

    public Conducting(Schedules schedules, Clock clock) {
        this.schedules = schedules;
        this.clock = clock;
    }

    @Override
    public HealthCheck look() {
        Schedule schedule = schedules.load().schedule();
        if (schedule.isIdle()) {
            return HealthCheck.pass("conductor", "nothing is on its way");
        }
        boolean silent = schedule.nextTick().plus(SILENCE).isBefore(clock.instant());
        return silent
                ? HealthCheck.warn(
                        "conductor",
                        "days are on their way, and nobody has looked after them since "
                                + schedule.nextTick().truncatedTo(ChronoUnit.SECONDS)
                                + "; the next night begins them again, a message to archive-conductor or a backfill at once")
                : HealthCheck.pass("conductor", schedule.runs().size() + " days are being read")
                        .observing(schedule.runs().size());
    }
}
