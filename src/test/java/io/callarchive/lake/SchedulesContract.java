package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.plan.ActiveRun;
import io.callarchive.plan.Night;
import io.callarchive.plan.Schedule;
import io.callarchive.plan.Schedules;
import io.callarchive.plan.Schedules.Kept;
import io.callarchive.plan.Wish;
import io.callarchive.testing.Runs;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of the schedule does. */
abstract class SchedulesContract {
    private static final LocalDate DATE = LocalDate.of(2026, 11, 22);
    private static final Instant NOW = Instant.parse("2026-11-22T03:30:00.000000001Z");
    private static final RunId RUN = new RunId("019e0c8d4e00a1b2c3");
    private static final ArchiveDay DAY = new ArchiveDay(CallLog.SMS, DATE.minusDays(1));

    /** One of everything, and of what may be absent both. */
    static final Schedule FULL = new Schedule(
            Optional.of(new Night(DATE, NOW)),
            List.of(
                    new ActiveRun(
                            DAY,
                            new Run(
                                    RUN,
                                    0,
                                    Reason.RECHECK,
                                    8,
                                    true,
                                    Optional.of(Instant.parse("2026-11-22T03:30:00Z")),
                                    true,
                                    Optional.of(RUN)),
                            3,
                            Set.of(0, 2),
                            NOW,
                            Set.of(1),
                            true,
                            Optional.of(NOW.plusSeconds(600))),
                    new ActiveRun(
                            new ArchiveDay(CallLog.PSTN, DATE.minusDays(9)),
                            Runs.of(RUN, Reason.GAP),
                            0,
                            Set.of(),
                            NOW,
                            Set.of(),
                            false,
                            Optional.empty())),
            List.of(
                    new Wish(new ArchiveDay(CallLog.DIALOUT, DATE.minusDays(3)), Reason.REVISIT, false, false, NOW, 1),
                    new Wish(DAY, Reason.BACKFILL, true, true, NOW.minusSeconds(5), 4)),
            NOW,
            Set.of(CallLog.SMS, CallLog.DIRECT_ROUTING),
            NOW.plusSeconds(300),
            Map.of(CallLog.SMS, List.of(NOW.plusSeconds(5), NOW), CallLog.PSTN, List.of()),
            Map.of(DAY, NOW, new ArchiveDay(CallLog.SMS, DATE.minusDays(2)), NOW.minusSeconds(1)),
            Set.of(
                    new ArchiveDay(CallLog.SMS, DATE.minusDays(400)),
                    new ArchiveDay(CallLog.SMS, DATE.minusDays(399)),
                    new ArchiveDay(CallLog.SMS, DATE.minusDays(300)),
                    new ArchiveDay(CallLog.DIALOUT, DATE.minusDays(400))),
            Map.of("2026-09-01.2026-09-30.sms", new Schedule.Progress(30, 7, 2)));

    Schedules schedules;

    abstract Schedules schedules();

    @BeforeEach
    void begin() {
        schedules = schedules();
    }

    @Test
    void whereThereIsNoneItIsEmpty() {
        assertThat(schedules.load()).isEqualTo(new Kept(Schedule.EMPTY, ""));
    }

    @Test
    void comesBackAsItWasKept() {
        assertThat(schedules.replace(schedules.load(), FULL)).isTrue();
        assertThat(schedules.load().schedule()).isEqualTo(FULL);

        assertThat(schedules.replace(schedules.load(), Schedule.EMPTY)).isTrue();
        assertThat(schedules.load().schedule()).isEqualTo(Schedule.EMPTY);
    }

    @Test
    void ofTwoThatBeginOneLoses() {
        Kept none = schedules.load();
        assertThat(schedules.replace(none, FULL)).isTrue();

        assertThat(schedules.replace(none, Schedule.EMPTY)).isFalse();
        assertThat(schedules.load().schedule()).isEqualTo(FULL);
    }

    /** Also if what it says is the same again: in between, it was not. */
    @Test
    void ofTwoThatSawTheSameStateOneLoses() {
        schedules.replace(schedules.load(), FULL);
        Kept seen = schedules.load();
        schedules.replace(seen, Schedule.EMPTY);
        schedules.replace(schedules.load(), FULL);

        assertThat(schedules.replace(seen, Schedule.EMPTY)).isFalse();
        assertThat(schedules.load().schedule()).isEqualTo(FULL);
    }
}
