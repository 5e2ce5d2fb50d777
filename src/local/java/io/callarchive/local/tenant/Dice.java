package io.callarchive.local.tenant;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

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

    /** A place in the list of weights, the likelier the heavier. */
    int weighted(int... weights) {
        int left = random.nextInt(IntStream.of(weights).sum());
        int place = 0;
        while (left >= weights[place]) {
            left -= weights[place++];
        }
        return place;
    }

    /** A length whose mean is that: most are shorter, a few much longer. The same on every machine. */
    int around(int mean) {
        return (int) Math.round(-StrictMath.log(1 - random.nextDouble()) * mean);
    }

    <T> List<T> shuffled(List<T> list) {
        List<T> shuffled = new ArrayList<>(list);
        for (int left = shuffled.size(); left > 1; left--) {
            Collections.swap(shuffled, left - 1, random.nextInt(left));
        }
        return shuffled;
    }

    UUID uuid() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & ~(3L << 62)) | (2L << 62);
        return new UUID(high, low);
    }
}
