package io.callarchive.app;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.callarchive.plan.Timetable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/** The timer's NCRONTAB expression of six fields, in UTC. */
public final class CronTimetable implements Timetable {
    /** Spring's six fields are NCRONTAB's: seconds first, and a day must match both of its fields. */
    private static final CronParser PARSER =
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.SPRING));

    private final ExecutionTime times;

    private CronTimetable(ExecutionTime times) {
        this.times = times;
    }

    /**
     * The timetable of that expression.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static CronTimetable parse(String expression) {
        try {
            return new CronTimetable(ExecutionTime.forCron(PARSER.parse(expression)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be an NCRONTAB expression of six fields, such as 0 30 3 * * *", e);
        }
    }

    @Override
    public Optional<Instant> lastDue(Instant now) {
        // The library's answer is before its argument, and of whole seconds.
        return times.lastExecution(at(now).plusNanos(1)).map(ZonedDateTime::toInstant);
    }

    @Override
    public Optional<Instant> nextDue(Instant now) {
        return times.nextExecution(at(now)).map(ZonedDateTime::toInstant);
    }

    private static ZonedDateTime at(Instant now) {
        return now.atZone(ZoneOffset.UTC);
    }
}
