package io.callarchive.dayfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistinctRowsTest {
    private int passes;

    @ParameterizedTest
    @CsvSource({"0,4", "1,4", "4,4", "5,4", "1000,2", "1000,3", "1000,64", "1000,999", "1000,1000", "100000,30000"})
    void countsAsManyAsASetWould(int rows, int most) {
        Random random = new Random(rows + most);
        long[] hashes = LongStream.generate(random::nextLong).limit(rows).toArray();
        for (int i = 0; i < rows; i += 1 + random.nextInt(9)) {
            hashes[i] = hashes[random.nextInt(rows)];
        }

        assertThat(count(hashes, most))
                .isEqualTo(Arrays.stream(hashes).distinct().count());
    }

    @Test
    void asManyPassesAsTheBoundSays() {
        long[] hashes = new Random(1).longs(100_000).toArray();

        assertThat(count(hashes, 42_000)).isEqualTo(100_000);
        assertThat(passes).isEqualTo(3);
    }

    @Test
    void oneHashOverAndOverTakesOnePass() {
        long[] hashes = new long[1000];
        Arrays.fill(hashes, 17);

        assertThat(count(hashes, 500)).isEqualTo(1);
        assertThat(passes).isLessThanOrEqualTo(3);
    }

    @Test
    void hashesThatDoNotScatterAreCountedToo() {
        long[] close = LongStream.range(0, 1000).toArray();
        assertThat(count(close, 100)).isEqualTo(1000);

        long[] ends = {Long.MIN_VALUE, Long.MAX_VALUE, 0, Long.MIN_VALUE, Long.MAX_VALUE, -1};
        assertThat(count(ends, 2)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"1,4", "7,4", "1000,2", "1000,12", "1000,13", "1000,64", "1000,999", "100000,30000"})
    void othersOfAGroupAreCountedUnlessItIsTooLarge(int groups, int most) {
        Random random = new Random(groups + most);
        List<Long> hashes = new ArrayList<>();
        long expected = 0;
        for (int group = 0; group < groups; group++) {
            int size = 1 + random.nextInt(8);
            expected += size <= 5 ? size - 1 : 0;
            long upper = random.nextLong() << 8;
            int twice = random.nextInt(size);
            for (int place = 0; place < size; place++) {
                hashes.add(upper | place * 31L);
                if (place == twice) {
                    hashes.add(upper | place * 31L);
                }
            }
        }
        Collections.shuffle(hashes, random);
        DistinctRows distinct = new DistinctRows(most, hashes.size(), 8, 5);

        addAll(hashes.stream().mapToLong(Long::longValue).toArray(), distinct);

        assertThat(distinct.others()).isEqualTo(expected);
    }

    @Test
    void aGroupBeyondAllBoundsTakesNoMoreThanAFewPasses() {
        DistinctRows distinct = new DistinctRows(5000, 200_000, 20, 5);

        addAll(LongStream.range(0, 200_000).toArray(), distinct);

        assertThat(distinct.others()).isZero();
        assertThat(passes).isLessThan(60);
    }

    @Test
    void passesThatAnotherCounterNeedsDoNoHarm() {
        DistinctRows distinct = new DistinctRows(10, 3);
        for (int pass = 0; pass < 3; pass++) {
            LongStream.of(1, 2, Long.MAX_VALUE).forEach(distinct::add);
            assertThat(distinct.needsAnotherPass()).isFalse();
        }

        assertThat(distinct.count()).isEqualTo(3);
    }

    private long count(long[] hashes, int most) {
        DistinctRows distinct = new DistinctRows(most, hashes.length);
        addAll(hashes, distinct);
        return distinct.count();
    }

    private void addAll(long[] hashes, DistinctRows distinct) {
        passes = 0;
        do {
            passes++;
            Arrays.stream(hashes).forEach(distinct::add);
        } while (distinct.needsAnotherPass());
    }
}
