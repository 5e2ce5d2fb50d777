package io.callarchive.local.host;

import io.callarchive.plan.Timetable;
import java.time.Instant;
import java.util.Optional;

/** The schedule of a timer function. */
record TimerSchedule(String expression, Timetable timetable) {
    static TimerSchedule parse(String expression) {
        try {
            return new TimerSchedule(expression, Timetable.parse(expression));
        } catch (IllegalArgumentException e) {
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new UnusableFunction(String.valueOf(why), e);
        }
    }

    /** The first moment of the schedule that is later; none for a day that does not exist, as 31 February. */
    Optional<Instant> nextAfter(Instant moment) {
        return timetable.nextDue(moment);
    }

    @Override
    public String toString() {
        return expression;
    }
}
