package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.plan.Schedule;
import io.callarchive.testing.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The schedule's JSON. */
class ScheduleBlobTest {
    private static final String FULL = new String(ScheduleBlob.write(SchedulesContract.FULL), StandardCharsets.UTF_8);

    @Test
    void oneOfAnotherVersionCannotBeRead() {
        assertThat(FULL).startsWith("{\"version\":1,");
        assertThat(read(FULL)).isEqualTo(SchedulesContract.FULL);
        assertThat(read(FULL.replaceFirst("1", "2"))).isEqualTo(Schedule.EMPTY);
    }

    @Test
    void anyMutationIsReadOrEmpty() {
        long seed = Long.getLong("messages.seed", new Random().nextLong());
        System.out.println("Mutated schedules: -Dmessages.seed=" + seed);
        Random random = new Random(seed);
        int empty = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = Mutations.of(FULL, random);
            try {
                Schedule schedule = read(text);
                assertThat(ScheduleBlob.read(ScheduleBlob.write(schedule))).isEqualTo(schedule);
                empty += schedule.equals(Schedule.EMPTY) ? 1 : 0;
            } catch (RuntimeException e) {
                throw new AssertionError("mutation " + i + " of seed " + seed + ": " + text, e);
            }
        }
        assertThat(empty).isBetween(10_000, 19_999);
    }

    private static Schedule read(String text) {
        return ScheduleBlob.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
