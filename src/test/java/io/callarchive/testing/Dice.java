package io.callarchive.testing;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Choices that look random and are the same for the same seed on every machine. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    /** A number from {@code low} to below {@code high}. */
    int between(int low, int high) {
        return random.nextInt(low, high);
    }

    long below(long bound) {
        return random.nextLong(bound);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    UUID uuid() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & ~(3L << 62)) | (2L << 62);
        return new UUID(high, low);
    }
}
