package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.testing.FarFromMidnight;
import io.callarchive.testing.PackagedApp;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** An outside of its own for each test: a tenant of Microsoft, its Graph and identity, and a storage account. */
@ExtendWith(FarFromMidnight.class)
abstract class OwnTenant {
    static final Random RANDOM = new Random();

    final LocalDate today = LocalDate.now(Clock.systemUTC());

    LocalAzure azure;

    @BeforeEach
    void start() throws IOException {
        // Several pages of the busiest log and of no other, whichever weekday it is.
        azure = new LocalAzure(
                new SimulatedTenant(7, (log, date) -> log == CallLog.DIRECT_ROUTING ? 3_300 : 300), Map.of());
        azure.graph().withoutLimits();
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    void logHoldsNothingPersonal(PackagedApp app) {
        String log = String.join("\n", app.host().output());
        assertThat(azure.tenant().orElseThrow().personalStrings()).noneMatch(log::contains);
        assertThat(log).doesNotContain("eyJ", "Bearer", "skip=");
    }

    static Run run(int chains) {
        return run(Instant.now(), chains);
    }

    static Run run(Instant start, int chains) {
        return new Run(
                RunId.startingAt(start, RANDOM),
                0,
                Reason.BACKFILL,
                chains,
                false,
                Optional.empty(),
                false,
                Optional.empty());
    }
}
