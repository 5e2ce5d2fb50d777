package io.callarchive.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.CallLog;
import io.callarchive.Event;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.pages.RequestLimits;
import io.callarchive.plan.History;
import io.callarchive.retention.Retention;
import io.callarchive.retention.Retention.Period;
import io.callarchive.status.HealthCheck.Verdict;
import io.callarchive.testing.FastForward;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What health, and the lines that the alerts read, say as days go by. */
class HealthOverTimeTest {
    private static final Instant MONDAY_NOON = Instant.parse("2026-11-16T12:00:00Z");
    private static final Duration A_DAY = Duration.ofDays(1);
    /** A quarter of an hour after a night must be done, at 05:30. */
    private static final Instant TUESDAY_MORNING = Instant.parse("2026-11-17T05:45:00Z");

    @Test
    void aTimerThatIsOffForTwoNightsFailsUntilTheNext() {
        try (FastForward app = app(10)) {
            assertThat(app.health(CallLog.SMS).verdict()).isEqualTo(Verdict.WARN);
            assertThat(app.health(CallLog.SMS).detail()).isEqualTo("the first night is still to come");
            assertThat(app.report()).allMatch(line -> has(line, "yesterday=not-due") && !line.isWarning());

            app.runUntil(TUESDAY_MORNING);
            assertThat(app.health(CallLog.SMS))
                    .isEqualTo(HealthCheck.pass("log sms", "2026-11-16 is archived")
                            .observing("archived"));
            assertThat(app.report()).hasSize(5).allMatch(line -> has(line, "yesterday=archived") && !line.isWarning());

            app.skipTo(Instant.parse("2026-11-18T05:15:00Z"));
            assertThat(app.health(CallLog.SMS).verdict()).as("it has two hours").isEqualTo(Verdict.PASS);
            app.skipTo(TUESDAY_MORNING.plus(A_DAY));
            assertThat(app.health(CallLog.SMS).verdict()).isEqualTo(Verdict.FAIL);
            assertThat(app.health(CallLog.SMS).detail()).contains("2026-11-17 is not archived");
            app.skipTo(TUESDAY_MORNING.plus(A_DAY.multipliedBy(2)));
            assertThat(app.health(CallLog.SMS).verdict()).isEqualTo(Verdict.FAIL);
            assertThat(app.report())
                    .allMatch(line -> has(line, "yesterday=missing date=2026-11-18") && line.isWarning());

            app.runUntil(TUESDAY_MORNING.plus(A_DAY.multipliedBy(3)));
            assertThat(List.of(CallLog.values()))
                    .allMatch(log -> app.health(log).verdict() == Verdict.PASS);
        }
    }

    /** A first deployment whose timer never fires is not a first deployment for ever. */
    @Test
    void aTimerThatNeverFiresFailsAfterTheFirstNight() {
        try (FastForward app = app(0)) {
            app.skipTo(TUESDAY_MORNING);
            assertThat(app.health(CallLog.PSTN).verdict()).isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void aRoleThatIsTakenAwayFailsAndWhatItMissedComesBack() {
        try (FastForward app = app(10)) {
            app.runUntil(TUESDAY_MORNING);
            app.identity().grant(Set.of());
            app.runUntil(TUESDAY_MORNING.plus(A_DAY));
            assertThat(app.health(CallLog.DIRECT_ROUTING).verdict()).isEqualTo(Verdict.FAIL);
            assertThat(app.report()).allMatch(line -> has(line, "yesterday=missing") && has(line, "code=Forbidden"));
            app.identity().grant(Set.of("CallRecord-PstnCalls.Read.All"));
            app.runUntil(TUESDAY_MORNING.plus(A_DAY.multipliedBy(2)));
            assertThat(app.health(CallLog.DIRECT_ROUTING).verdict()).isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void aGraphThatThrottlesForTwoDaysFails() {
        try (FastForward app = app(10)) {
            app.runUntil(TUESDAY_MORNING);
            Instant end = TUESDAY_MORNING.plus(A_DAY.multipliedBy(2));
            app.graph()
                    .answer(request -> app.now().isBefore(end)
                            ? Optional.of(SimulatorAnswer.throttled(request, 600))
                            : Optional.empty());
            app.runUntil(TUESDAY_MORNING.plus(A_DAY));
            assertThat(app.health(CallLog.SMS).verdict()).isEqualTo(Verdict.FAIL);
            app.runUntil(end.plus(A_DAY));
            assertThat(app.health(CallLog.SMS).verdict()).isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void aDayThatMicrosoftSoonDeletesFails() {
        Retention tenDays = new Retention(Map.of(CallLog.SMS, new Period(10, 10)));
        try (FastForward app = new FastForward(
                tenant(), MONDAY_NOON, new History(Optional.empty(), 0), 1, new RequestLimits(46), tenDays)) {
            app.identity().grant(Set.of());
            app.runUntil(TUESDAY_MORNING);
            HealthCheck check = app.health(CallLog.SMS);
            assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(check.detail()).contains("days that Microsoft deletes within a week, the first is 2026-11-07");
            assertThat(app.report()).filteredOn(line -> has(line, "log=sms ")).allMatch(line -> has(line, "atRisk=8"));
        }
    }

    @Test
    void theWeekIsToldAlsoIfAllIsWell() {
        try (FastForward app = app(10)) {
            app.runUntil(TUESDAY_MORNING.plus(A_DAY.multipliedBy(13)));
            assertThat(app.week().toString())
                    .startsWith("ARCHIVE_WEEK from=2026-11-23 to=2026-11-29 archived=35 days=35 atRisk=0 rows=")
                    .contains("lateRowsPercent=0.0");
        }
    }

    private static boolean has(Event line, String text) {
        return line.toString().contains(text);
    }

    private static FastForward app(int historyDays) {
        return new FastForward(tenant(), MONDAY_NOON, new History(Optional.of(historyDays), 0), 1);
    }

    private static SimulatedTenant tenant() {
        return new SimulatedTenant(5, (log, day) -> 7);
    }
}
