package io.callarchive.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * When a timer is due: an NCRONTAB expression of six fields, in UTC, as the Functions host reads it. Unlike in Unix cron,
 * a day must match the day of the month <em>and</em> the day of the week.
 */
public final class Timetable {
    /** 29 February meets every weekday within 28 years, or 40 around a century without a leap year. */
    private static final int DAYS_AT_MOST = 366 * 40;

    private static final List<CronField> FIELDS = List.of(
            new CronField("second", 0, 59, List.of()),
            new CronField("minute", 0, 59, List.of()),
            new CronField("hour", 0, 23, List.of()),
            new CronField("day", 1, 31, List.of()),
            new CronField(
                    "month",
                    1,
                    12,
                    List.of(
                            "JANUARY",
                            "FEBRUARY",
                            "MARCH",
                            "APRIL",
                            "MAY",
                            "JUNE",
                            "JULY",
                            "AUGUST",
                            "SEPTEMBER",
                            "OCTOBER",
                            "NOVEMBER",
                            "DECEMBER")),
            new CronField(
                    "day of the week",
                    0,
                    6,
                    List.of("SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY")));

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private final List<BitSet> fields;

    private Timetable(List<BitSet> fields) {
        this.fields = fields;
    }

    /**
     * The timetable of that expression.
     *
     * @throws IllegalArgumentException if it is none; its cause says what is wrong with it
     */
    public static Timetable parse(String expression) {
        try {
            return new Timetable(fields(expression));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be an NCRONTAB expression of six fields, such as 0 30 3 * * *", e);
        }
    }

    private static List<BitSet> fields(String expression) {
        List<String> parts = List.of(expression.trim().split("\\s+"));
        if (parts.size() != FIELDS.size()) {
            throw new IllegalArgumentException("a schedule should be six fields, \"second minute hour day month"
                    + " day-of-week\", but is \"" + expression + "\"");
        }
        List<BitSet> fields = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            fields.add(FIELDS.get(i).parse(parts.get(i)));
        }
        return fields;
    }

    /** The newest time that has come, or comes just now; none for a day that does not exist, as 31 February. */
    public Optional<Instant> lastDue(Instant now) {
        LocalDateTime end = LocalDateTime.ofInstant(now, ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        LocalDate newest = end.toLocalDate();
        for (int back = 0; back < DAYS_AT_MOST; back++) {
            LocalDate day = newest.minusDays(back);
            Optional<LocalTime> time =
                    isDue(day) ? timeUpTo(back == 0 ? end.toLocalTime() : END_OF_DAY) : Optional.empty();
            if (time.isPresent()) {
                return Optional.of(day.atTime(time.get()).toInstant(ZoneOffset.UTC));
            }
        }
        return Optional.empty();
    }

    /** The next time to come, later than now; none for a day that does not exist. */
    public Optional<Instant> nextDue(Instant now) {
        LocalDateTime start = LocalDateTime.ofInstant(now, ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(1);
        LocalDate first = start.toLocalDate();
        for (int ahead = 0; ahead < DAYS_AT_MOST; ahead++) {
            LocalDate day = first.plusDays(ahead);
            Optional<LocalTime> time =
                    isDue(day) ? timeFrom(ahead == 0 ? start.toLocalTime() : LocalTime.MIDNIGHT) : Optional.empty();
            if (time.isPresent()) {
                return Optional.of(day.atTime(time.get()).toInstant(ZoneOffset.UTC));
            }
        }
        return Optional.empty();
    }

    private boolean isDue(LocalDate day) {
        return fields.get(3).get(day.getDayOfMonth())
                && fields.get(4).get(day.getMonthValue())
                && fields.get(5).get(day.getDayOfWeek().getValue() % 7);
    }

    private Optional<LocalTime> timeFrom(LocalTime from) {
        BitSet hours = fields.get(2);
        BitSet minutes = fields.get(1);
        for (int hour = hours.nextSetBit(from.getHour()); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            LocalTime inHour = hour == from.getHour() ? from : LocalTime.of(hour, 0);
            for (int minute = minutes.nextSetBit(inHour.getMinute());
                    minute >= 0;
                    minute = minutes.nextSetBit(minute + 1)) {
                int second = fields.get(0).nextSetBit(minute == inHour.getMinute() ? inHour.getSecond() : 0);
                if (second >= 0) {
                    return Optional.of(LocalTime.of(hour, minute, second));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<LocalTime> timeUpTo(LocalTime end) {
        BitSet hours = fields.get(2);
        BitSet minutes = fields.get(1);
        for (int hour = hours.previousSetBit(end.getHour()); hour >= 0; hour = hours.previousSetBit(hour - 1)) {
            LocalTime inHour = hour == end.getHour() ? end : END_OF_DAY;
            for (int minute = minutes.previousSetBit(inHour.getMinute());
                    minute >= 0;
                    minute = minutes.previousSetBit(minute - 1)) {
                int bound = minute == inHour.getMinute() ? inHour.getSecond() : END_OF_DAY.getSecond();
                int second = fields.get(0).previousSetBit(bound);
                if (second >= 0) {
                    return Optional.of(LocalTime.of(hour, minute, second));
                }
            }
        }
        return Optional.empty();
    }
}
