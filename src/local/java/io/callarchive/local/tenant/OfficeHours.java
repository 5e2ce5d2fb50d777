package io.callarchive.local.tenant;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;

/** When people telephone: in the morning and the afternoon of where they are, little at noon, hardly at night. */
final class OfficeHours {
    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    /** How busy each local hour is, from midnight on. */
    private static final int[] WORKDAY = {
        1, 1, 1, 1, 1, 2, 4, 12, 50, 90, 100, 85, 45, 65, 90, 80, 60, 35, 15, 8, 5, 3, 2, 1
    };

    private static final int[] DAY_OFF = {1, 1, 1, 1, 1, 1, 2, 3, 6, 9, 10, 10, 9, 8, 8, 8, 8, 7, 6, 5, 4, 3, 2, 1};

    private OfficeHours() {}

    static boolean isDayOff(LocalDate day) {
        return WEEKEND.contains(day.getDayOfWeek());
    }

    /** A time of that UTC day. Who is so far from UTC that it would be another day's is taken at that hour of this one. */
    static Instant sometime(LocalDate day, ZoneId zone, Dice dice) {
        int hour = dice.weighted(isDayOff(day) ? DAY_OFF : WORKDAY);
        Duration within =
                Duration.ofHours(hour).plusSeconds(dice.between(0, 3_600)).plusNanos(dice.below(10_000_000) * 100);
        Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        long nanos = within.minusSeconds(zone.getRules().getOffset(midnight).getTotalSeconds())
                .toNanos();
        return midnight.plusNanos(Math.floorMod(nanos, Duration.ofDays(1).toNanos()));
    }
}
