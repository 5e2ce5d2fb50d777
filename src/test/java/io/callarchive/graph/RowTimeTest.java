package io.callarchive.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2022-10-06T11:15:48Z",
                "2022-10-06T11:15:48.6Z",
                "2022-10-06T11:15:48.6113555Z",
                "2022-10-06T11:15:48.611355512Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.9999999Z",
                "2024-02-29T00:00:00Z",
                "2023-02-29T00:00:00Z",
                "2022-13-06T11:15:48Z",
                "2022-10-06T24:00:00Z",
                "2022-10-06T23:59:60Z",
                "2022-10-06T11:15:48.Z",
                "2022-10-06T11:15:48.6113555123Z",
                "2022-10-06T11:15:48+02:00",
                "2022-10-06t11:15:48z",
                "2022-10-06 11:15:48Z",
                "2022-10-06T11:15:4 Z",
                "+12022-10-06T11:15:48Z",
                "2022-10-06T11:15:48",
                "2022-10-06",
                ""
            })
    void readsWhatThePlatformReadsAndNothingElse(String text) {
        assertThat(RowTime.parse(text)).isEqualTo(platform(text));
    }

    @Test
    void agreesWithThePlatformOnMutatedTimes() {
        long seed = new Random().nextLong();
        System.out.println("Mutated times: seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder("2022-10-06T11:15:48.6113555Z");
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                text.setCharAt(random.nextInt(text.length()), "0123456789-:.TZ+ ".charAt(random.nextInt(17)));
            }
            if (random.nextBoolean()) {
                text.delete(19, 19 + random.nextInt(8));
            }
            assertThat(RowTime.parse(text.toString())).as(text.toString()).isEqualTo(platform(text.toString()));
        }
    }

    private static @Nullable Instant platform(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
