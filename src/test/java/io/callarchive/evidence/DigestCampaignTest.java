package io.callarchive.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.CallLog;
import io.callarchive.evidence.JournalEntry.Action;
import io.callarchive.lake.BlobDays;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.plan.History;
import io.callarchive.testing.FastForward;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Days with late rows and orders, of which the writers of digests and journal are slow, die before or after what they write, come
 * twice and at once: the chain has no fork and no gap, nothing that is in the archive or was ordered is missing in it.
 */
class DigestCampaignTest {
    private static final int TRIALS = Integer.getInteger("digests.trials", 40);
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
    private static final Instant NOON = Instant.parse("2026-11-16T12:00:00Z");

    private final long seed = Long.getLong("digests.seed", new Random().nextLong());

    /** The process ends. */
    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Reaches the chain now and then not, or too late, or after another writer. */
    private record Troubled(Digests digests, Random random, Runnable other, Runnable meanwhile) implements Digests {
        @Override
        public Optional<Kept> newest() {
            die(12);
            return digests.newest();
        }

        @Override
        public boolean put(long sequence, byte[] json) {
            die(5);
            if (random.nextInt(3) == 0) {
                other.run();
            }
            if (random.nextInt(3) == 0) {
                meanwhile.run();
            }
            boolean put = digests.put(sequence, json);
            die(4);
            return put;
        }

        @Override
        public List<Long> sequences() {
            return digests.sequences();
        }

        @Override
        public Optional<byte[]> read(long sequence) {
            return digests.read(sequence);
        }

        @Override
        public Optional<String> signature(long sequence) {
            return digests.signature(sequence);
        }

        @Override
        public void putSignature(long sequence, String jws) {
            die(4);
            digests.putSignature(sequence, jws);
            die(4);
        }

        private void die(int oneIn) {
            if (random.nextInt(oneIn) == 0) {
                throw new Death();
            }
        }
    }

    @Test
    void theChainHasNoForkAndNothingIsLost() {
        System.out.println("Digest campaign: " + TRIALS + " trials, -Ddigests.seed=" + seed);
        Random random = new Random(seed);
        int deaths = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            deaths += trial(new Random(random.nextLong()));
        }
        assertThat(deaths).isPositive();
    }

    private static int trial(Random random) {
        SimulatedTenant tenant = new SimulatedTenant(random.nextLong(), (log, day) -> 4);
        tenant.holdBack(CallLog.SMS, MONDAY, 2);
        int deaths = 0;
        try (FastForward app = new FastForward(tenant, NOON, new History(Optional.of(1), 0), 1)) {
            Set<String> ordered = new HashSet<>();
            for (int hour = 0; hour < 60; hour++) {
                app.runUntil(app.now().plus(Duration.ofHours(1)));
                if (hour == 30) {
                    tenant.release(CallLog.SMS, MONDAY);
                }
                if (random.nextInt(8) == 0) {
                    ordered.add(order(app, hour, random));
                }
                try {
                    Runnable meanwhile = () -> app.runUntil(app.now().plus(Duration.ofMinutes(31)));
                    app.digester(new Troubled(app.evidence(), random, app::digest, meanwhile))
                            .digest(event -> {});
                } catch (Death e) {
                    deaths++;
                }
            }
            app.digest();
            whole(app, ordered);
        }
        return deaths;
    }

    /** Written once, or twice because the answer was lost. */
    private static String order(FastForward app, int hour, Random random) {
        JournalEntry entry = JournalEntry.of(
                "order-" + hour,
                app.now(),
                Action.BACKFILL,
                new JournalEntry.Span(MONDAY, MONDAY, List.of(CallLog.SMS)),
                false,
                "function-key",
                "accepted",
                "an order");
        app.evidence().append(entry);
        if (random.nextBoolean()) {
            app.evidence().append(entry);
        }
        return entry.id();
    }

    private static void whole(FastForward app, Set<String> ordered) {
        Chain chain = Chain.read(app.evidence(), app.evidence(), Optional.empty(), count -> {});
        assertThat(chain.faults()).isEmpty();
        assertThat(app.evidence().sequences())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, chain.head()).boxed().toList());
        assertThat(app.evidence().entries()).extracting(JournalEntry::id).containsExactlyInAnyOrderElementsOf(ordered);
        BlobDays days = new BlobDays(app.lake().stores(), Clock.systemUTC());
        List<FileEntry> proven = new ArrayList<>();
        List<FileEntry> archived = new ArrayList<>();
        for (CallLog log : CallLog.values()) {
            days.listed(log, LocalDate.MIN, LocalDate.MAX).forEach((date, listed) -> {
                FileEntry entry = FileEntry.of(log, date, listed, app.evidence().entries());
                List<Chain.Mention> mentions = chain.mentions(entry.day());
                archived.add(entry);
                proven.add(mentions.get(mentions.size() - 1).file());
            });
        }
        assertThat(proven.size()).isGreaterThanOrEqualTo(10);
        assertThat(proven).isEqualTo(archived);
        assertThat(archived).allMatch(entry -> entry.sha256() != null);
    }
}
