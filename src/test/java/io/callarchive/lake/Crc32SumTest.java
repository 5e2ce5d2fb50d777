package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class Crc32SumTest {
    @Test
    void sumOfAnySplitIsTheCrcOfTheWhole() {
        long seed = Long.getLong("crc.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] whole = new byte[random.nextInt(5_000)];
            random.nextBytes(whole);
            int split = random.nextInt(whole.length + 1);
            byte[] second = Arrays.copyOfRange(whole, split, whole.length);

            assertThat(Crc32Sum.of(crc(Arrays.copyOf(whole, split)), crc(second), second.length))
                    .as("trial %d of seed %d", i, seed)
                    .isEqualTo(crc(whole));
        }
    }

    @Test
    void nothingAddedChangesNothing() {
        assertThat(Crc32Sum.of(0x12345678, 0, 0)).isEqualTo(0x12345678);
        assertThat(Crc32Sum.of(0, 0x12345678, 99)).isEqualTo(0x12345678);
        assertThat(Crc32Sum.of(0, 0, 0)).isZero();
    }

    @Test
    void lengthMayExceedAnInt() {
        int zeros = crc(new byte[1 << 20]);
        int sum = 0;
        for (int i = 0; i < 5_000; i++) {
            sum = Crc32Sum.of(sum, zeros, 1 << 20);
        }
        int half = 0;
        for (int i = 0; i < 2_500; i++) {
            half = Crc32Sum.of(half, zeros, 1 << 20);
        }

        assertThat(Crc32Sum.of(half, half, 2_500L << 20)).isEqualTo(sum);
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
