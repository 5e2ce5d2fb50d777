package io.callarchive.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * For tests of the packaged app, whose clock is the machine's: test and app must mean the same day by "today". Where
 * midnight (UTC) is nearer than such a test may take, the test waits for it, before its first field is set.
 */
public final class FarFromMidnight implements TestInstancePreConstructCallback {
    private static final Duration LONGEST_TEST = Duration.ofMinutes(3);

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context)
            throws InterruptedException {
        Clock clock = Clock.systemUTC();
        Duration left = Duration.between(
                clock.instant(),
                LocalDate.now(clock).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        if (left.compareTo(LONGEST_TEST) < 0) {
            System.out.println(context.getDisplayName() + " waits " + left.toSeconds() + " s for midnight (UTC)");
            TimeUnit.NANOSECONDS.sleep(left.toNanos());
        }
    }
}
