package io.heaptide.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {

    private static final int DRAWS = 100_000;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, Long.MIN_VALUE})
    void normalDrawsHaveMeanZeroAndVarianceOne(long seed) {
        double mean = LongStream.range(0, DRAWS)
                .mapToDouble(i -> Seeds.normal(seed, i))
                .average()
                .orElseThrow();
        double square = LongStream.range(0, DRAWS)
                .mapToDouble(i -> Seeds.normal(seed, i) * Seeds.normal(seed, i))
                .average()
                .orElseThrow();

        assertThat(mean).isCloseTo(0, within(0.015)); // 4.7 standard errors
        assertThat(square - mean * mean).isCloseTo(1, within(0.02));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, Long.MIN_VALUE})
    void uniformDrawsFillTheUnitIntervalEvenly(long seed) {
        long[] tenths = new long[10];
        LongStream.range(0, DRAWS).forEach(i -> tenths[(int) (10 * Seeds.unit(seed, i))]++);

        for (long count : tenths) {
            assertThat(count).isBetween(DRAWS / 10 - 500L, DRAWS / 10 + 500L); // 5 standard deviations
        }
    }
}
