package io.callarchive.local.tenant;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** When the rows of one day happened: the edges of the day and of its hours first, then the busy hours. */
final class DayTimes {
    /** Of 1 January 1970. */
    private static final List<GraphTime> LAST_SECOND = List.of(
            new GraphTime(Instant.parse("1970-01-01T23:59:59.9999999Z"), 7),
            new GraphTime(Instant.parse("1970-01-01T23:59:59.999Z"), 3),
            new GraphTime(Instant.parse("1970-01-01T23:59:59.5Z"), 1),
            new GraphTime(Instant.parse("1970-01-01T23:59:59Z"), 0));

    private static final List<Integer> DIGITS = List.of(0, 1, 2, 3, 3, 3, 3, 4, 5, 6, 7, 7, 7, 7);
    private static final int ENOUGH_FOR_EVERY_HOUR = 100;
    private static final long TICKS_PER_SECOND = 10_000_000;

    private DayTimes() {}

    /** That many times within the day, in order. */
    static List<GraphTime> of(LocalDate day, int count, Dice dice) {
        Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        List<GraphTime> times = new ArrayList<>(count);
        if (count > 0) {
            times.add(new GraphTime(midnight, 0));
        }
        for (GraphTime late : LAST_SECOND.subList(0, Math.min(LAST_SECOND.size(), count / 2))) {
            times.add(late.plus(Duration.ofDays(day.toEpochDay())));
        }
        // A day read in several windows has its bounds at full hours: a row sits on each of them.
        for (int hour = 1; hour < 24 && count >= ENOUGH_FOR_EVERY_HOUR; hour++) {
            times.add(new GraphTime(midnight.plus(Duration.ofHours(hour)), dice.pick(DIGITS)));
        }
        while (times.size() < count) {
            times.add(new GraphTime(midnight.plus(sometime(dice)), dice.pick(DIGITS)));
        }
        times.sort(Comparator.comparing(GraphTime::instant));
        return times;
    }

    /** The mean of two throws is likelier around noon than at night. */
    private static Duration sometime(Dice dice) {
        long ticks = (dice.below(86_399 * TICKS_PER_SECOND) + dice.below(86_399 * TICKS_PER_SECOND)) / 2;
        return Duration.ofSeconds(ticks / TICKS_PER_SECOND, ticks % TICKS_PER_SECOND * 100);
    }
}
