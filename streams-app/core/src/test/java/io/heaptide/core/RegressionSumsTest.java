package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegressionSumsTest {
    /** scipy 1.17.1: {@code scipy.stats.linregress(x, y).slope} for x = 0.5, 1.5, ... 11.5. */
    @Test
    void agreesWithScipyOnTheSlope() {
        double[] bytes = {210, 214.5, 209.25, 231, 222.75, 240.5, 238, 251.25, 239.5, 266, 262.25, 270.5};
        RegressionSums sums = RegressionSums.EMPTY;
        for (int i = 0; i < bytes.length; i++) {
            sums = sums.add(i + 0.5, bytes[i]);
        }
        assertThat(sums.slope()).isCloseTo(5.657342657342657, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mergeEqualsAddWhateverTheOrder(long seed) {
        Random random = new Random(seed);
        RegressionSums added = RegressionSums.EMPTY;
        List<RegressionSums> parts = new ArrayList<>(List.of(RegressionSums.EMPTY));
        for (int i = 0; i < 200; i++) {
            double hour = random.nextDouble() * 24;
            double bytes = 64e9 + random.nextDouble() * 1e6;
            added = added.add(hour, bytes);
            int last = parts.size() - 1;
            parts.set(last, parts.get(last).add(hour, bytes));
            if (random.nextInt(20) == 0) {
                parts.add(RegressionSums.EMPTY);
            }
        }
        java.util.Collections.shuffle(parts, random);
        RegressionSums merged = parts.stream().reduce(RegressionSums.EMPTY, RegressionSums::merge);
        assertThat(merged.count()).isEqualTo(added.count());
        assertThat(merged.sxx()).isCloseTo(added.sxx(), within(1e-9 * added.sxx()));
        assertThat(merged.slope()).isCloseTo(added.slope(), within(1e-6 * Math.abs(added.slope()) + 1e-6));
    }

    @Test
    void aSinglePointHasNoSlope() {
        assertThat(RegressionSums.EMPTY.add(3, 5).slope()).isZero();
    }
}
