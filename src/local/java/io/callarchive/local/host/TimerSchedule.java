package io.callarchive.local.host;

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
 * An NCRONTAB expression of six fields, in UTC. Unlike in Unix cron, a day must match the day of the month
 * <em>and</em> the day of the week.
 */
final class TimerSchedule {
    /** 29 February meets every weekday within 28 years, or 40 around a century without a leap year. */
    private static final int DAYS_AHEAD = 366 * 40;

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

    private final String expression;
    private final List<BitSet> fields;

    private TimerSchedule(String expression, List<BitSet> fields) {
        this.expression = expression;
        this.fields = fields;
    }

    static TimerSchedule parse(String expression) {
        List<String> parts = List.of(expression.trim().split("\\s+"));
        if (parts.size() != FIELDS.size()) {
            throw new UnusableFunction("a schedule should be six fields, \"second minute hour day month day-of-week\","
                    + " but is \"" + expression + "\"");
        }
        List<BitSet> fields = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            fields.add(FIELDS.get(i).parse(parts.get(i)));
        }
        return new TimerSchedule(expression, fields);
    }

    /** The first moment of the schedule that is later; none for a day that does not exist, as 31 February. */
    Optional<Instant> nextAfter(Instant moment) {
        LocalDateTime start = LocalDateTime.ofInstant(moment, ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(1);
        LocalDate firstDay = start.toLocalDate();
        LocalDate end = firstDay.plusDays(DAYS_AHEAD);
        for (LocalDate day = firstDay; day.isBefore(end); day = day.plusDays(1)) {
            LocalTime from = day.equals(firstDay) ? start.toLocalTime() : LocalTime.MIDNIGHT;
            Optional<LocalTime> time = isDue(day) ? timeFrom(from) : Optional.empty();
            if (time.isPresent()) {
                return Optional.of(day.atTime(time.get()).toInstant(ZoneOffset.UTC));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return expression;
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
}
