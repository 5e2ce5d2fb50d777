package io.callarchive.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.testing.AdjustableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-22T03:30:00Z"));
    private final RateLimiter limiter = new RateLimiter(new RequestLimits(46), clock.withZone(ZoneOffset.UTC));

    @Test
    void aFewMayGoAtOnceAndTheRestAtEvenDistances() {
        List<Duration> waits = take(CallLog.SMS, Reason.NIGHTLY, 100);

        assertThat(waits.subList(0, 3)).containsOnly(Duration.ZERO);
        for (int i = 3; i < waits.size(); i++) {
            assertThat(waits.get(i).minus(waits.get(i - 1))).isEqualTo(MINUTE.dividedBy(46));
        }
        assertThat(waits.stream().filter(wait -> wait.compareTo(MINUTE) < 0)).hasSizeLessThanOrEqualTo(49);
    }

    @Test
    void allLogsTogetherStayUnderTheAppsLimit() {
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            for (CallLog log : CallLog.values()) {
                waits.addAll(take(log, Reason.GAP, 1));
            }
        }
        assertThat(waits.stream().filter(wait -> wait.compareTo(MINUTE) < 0)).hasSizeBetween(180, 200);
    }

    @Test
    void theNightDoesNotQueueBehindABackfillButTheBackfillBehindTheNight() {
        take(CallLog.SMS, Reason.BACKFILL, 60);

        assertThat(take(CallLog.SMS, Reason.NIGHTLY, 3)).containsOnly(Duration.ZERO);
        Duration behindAll = take(CallLog.SMS, Reason.BACKFILL, 1).get(0);
        assertThat(behindAll).isEqualTo(MINUTE.dividedBy(46).multipliedBy(61));
    }

    @Test
    void a429StopsTheLogAndNoOther() {
        limiter.throttled(CallLog.SMS, Duration.ofSeconds(40));

        assertThat(take(CallLog.SMS, Reason.NIGHTLY, 1)).containsExactly(Duration.ofSeconds(40));
        assertThat(take(CallLog.PSTN, Reason.NIGHTLY, 1)).containsExactly(Duration.ZERO);
    }

    @Test
    void only429sThatPersistSlowTheLogDownAndPagesSpeedItUpAgain() {
        limiter.throttled(CallLog.SMS, Duration.ofSeconds(10));
        limiter.throttled(CallLog.SMS, Duration.ofSeconds(10));
        assertThat(distance()).isEqualTo(MINUTE.dividedBy(46));

        clock.advance(Duration.ofSeconds(15));
        limiter.throttled(CallLog.SMS, Duration.ofSeconds(10));
        assertThat(distance()).isEqualTo(MINUTE.dividedBy(46).multipliedBy(2));

        for (int page = 0; page < 100; page++) {
            limiter.answered(CallLog.SMS);
        }
        assertThat(distance()).isEqualTo(MINUTE.dividedBy(46));
    }

    @Test
    void howeverOftenGraphSays429ItIsAskedOnceAMinute() {
        for (int i = 0; i < 100; i++) {
            limiter.throttled(CallLog.SMS, Duration.ofSeconds(1));
            clock.advance(Duration.ofSeconds(2));
        }
        assertThat(distance()).isEqualTo(MINUTE);
    }

    private Duration distance() {
        take(CallLog.SMS, Reason.NIGHTLY, 3);
        List<Duration> waits = take(CallLog.SMS, Reason.NIGHTLY, 2);
        return waits.get(1).minus(waits.get(0));
    }

    private List<Duration> take(CallLog log, Reason reason, int count) {
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waits.add(limiter.take(log, reason));
        }
        return waits;
    }
}
