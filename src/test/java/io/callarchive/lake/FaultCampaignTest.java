package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.Event;
import io.callarchive.testing.InMemoryLake;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Thousands of troubled days in memory. Repeat a failure with {@code -Dcampaign.seed=…}. */
class FaultCampaignTest {
    private static final int TRIALS = Integer.getInteger("campaign.trials", 5000);

    @Test
    void everyDayEndsAsOneWholeFile() {
        long seed = Long.getLong("campaign.seed", new Random().nextLong());
        System.out.println("Fault campaign in memory: " + TRIALS + " trials, -Dcampaign.seed=" + seed);
        Map<Event.Name, Integer> seen = new EnumMap<>(Event.Name.class);
        Random seeds = new Random(seed);
        int forks = 0;
        int erasures = 0;
        int unions = 0;
        long rowsKept = 0;
        for (int i = 0; i < TRIALS; i++) {
            long trialSeed = seeds.nextLong();
            InMemoryLake memory = new InMemoryLake();
            FaultCampaign trial =
                    new FaultCampaign(trialSeed, memory.stores(), memory.files()::content, LocalDate.of(2026, 11, 21));
            try {
                trial.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("trial " + i + " of seed " + seed + ": " + e.getMessage(), e);
            }
            assertThat(memory.files().names()).hasSize(1);
            rowsKept += trial.rowsKept();
            unions += trial.unions();
            trial.events().forEach(event -> seen.merge(event.name(), 1, Integer::sum));
            forks += trial.forks() > 0 ? 1 : 0;
            erasures += trial.erasures();
        }
        System.out.println("Fault campaign in memory: forks in " + forks + " trials, " + erasures + " erasures, "
                + unions + " files made of two readings, events " + seen);
        System.out.println("Fault campaign in memory: " + rowsKept + " rows looked for in the next file, distinct rows"
                + " lost: 0");
        assertThat(unions).as("files made of two readings").isPositive();
        assertThat(forks)
                .as("trials in which a page was staged in two versions")
                .isPositive();
        assertThat(erasures).as("files replaced by one without the person").isPositive();
        assertThat(seen)
                .as("the campaign reaches every outcome")
                .containsKeys(
                        Event.Name.DAY_ARCHIVED,
                        Event.Name.DAY_UNCHANGED,
                        Event.Name.DAY_KEPT,
                        Event.Name.DAY_SUPERSEDED,
                        Event.Name.RUN_RESTARTED,
                        Event.Name.THROTTLED);
    }
}
