package io.callarchive.evidence;

import io.callarchive.status.HealthCheck;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Whether the chain of digests goes on. */
public final class DigestHealth implements HealthCheck.Probe {
    private static final String NAME = "digests";
    /** One is made at least each day. */
    private static final Duration SILENCE = Duration.ofHours(26);

    private final Digests digests;
    private final Clock clock;

    public DigestHealth(Digests digests, Clock clock) {
        this.digests = digests;
        this.clock = clock;
    }

    @Override
    public HealthCheck look() {
        Optional<Digests.Kept> newest = digests.newest();
        if (newest.isEmpty()) {
            return HealthCheck.warn(NAME, "none was made yet; the first comes within the hour");
        }
        String words =
                "number " + newest.get().sequence() + " is of " + newest.get().keptAt();
        HealthCheck check = newest.get().keptAt().plus(SILENCE).isBefore(clock.instant())
                ? HealthCheck.warn(NAME, words + ", and one is due each day")
                : HealthCheck.pass(NAME, words);
        return check.observing(newest.get().sequence());
    }
}
