package io.callarchive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {
    private static final Instant START = Instant.parse("2026-11-20T03:30:00.123Z");

    @Test
    void remembersWhenTheRunBegan() {
        RunId run = RunId.startingAt(START.plusNanos(456_789), new Random(1));

        assertThat(run.hex()).hasSize(18);
        assertThat(run.dueAt()).isEqualTo(START);
    }

    @Test
    void laterRunIsNewerWhateverTheDice() {
        for (int seed = 0; seed < 100; seed++) {
            RunId earlier = RunId.startingAt(START, new Random(seed));
            RunId later = RunId.startingAt(START.plusMillis(1), new Random(-seed));

            assertThat(later.newerThan(earlier)).isTrue();
            assertThat(earlier.newerThan(later)).isFalse();
            assertThat(earlier.newerThan(earlier)).isFalse();
        }
    }

    @Test
    void runsOfTheSameMillisecondDiffer() {
        Random random = new Random(1);

        assertThat(RunId.startingAt(START, random)).isNotEqualTo(RunId.startingAt(START, random));
    }

    @Test
    void bytesBringItBack() {
        RunId run = RunId.startingAt(START, new Random(1));

        assertThat(run.toBytes()).hasSize(RunId.BYTES);
        assertThat(RunId.ofBytes(run.toBytes())).isEqualTo(run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "019e0c8d4e00a1b2c",
                "019e0c8d4e00a1b2c3d",
                "019E0C8D4E00A1B2C3",
                "019e0c8d4e00a1b2cg",
                "0x9e0c8d4e00a1b2c3"
            })
    void refusesAnotherForm(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunId(hex))
                .withMessage("a run id is 18 lower-case hex digits");
    }
}
