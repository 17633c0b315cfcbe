package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TheilSenTest {
    private static final double[] HOURS = {0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5, 11.5};
    private static final double[] BYTES = {
        210, 214.5, 209.25, 231, 222.75, 240.5, 238, 251.25, 239.5, 266, 262.25, 270.5
    };

    /** scipy 1.17.1: {@code scipy.stats.theilslopes(y, x, 0.95)} on the arrays above. */
    @Test
    void agreesWithScipyOnSlopeAndInterval() {
        Slope slope = TheilSen.fit(HOURS, BYTES, 12);
        assertThat(slope.midBytesPerHour()).isCloseTo(5.716666666666667, within(1e-12));
        Slope independent = TheilSen.interval(sortedSlopes(), 12, slope.midBytesPerHour(), 0);
        assertThat(independent.lowBytesPerHour()).isCloseTo(4.464285714285714, within(1e-12));
        assertThat(independent.highBytesPerHour()).isCloseTo(6.821428571428571, within(1e-12));
    }

    @Test
    void autocorrelationWidensTheInterval() {
        Slope independent = TheilSen.interval(sortedSlopes(), 12, 5.7, 0);
        Slope correlated = TheilSen.interval(sortedSlopes(), 12, 5.7, 0.5);
        assertThat(correlated.lowBytesPerHour()).isLessThan(independent.lowBytesPerHour());
        assertThat(correlated.highBytesPerHour()).isGreaterThan(independent.highBytesPerHour());
    }

    @Test
    void oneOutlierDoesNotTiltTheLine() {
        double[] bytes = BYTES.clone();
        bytes[0] = 10_000;
        assertThat(TheilSen.fit(HOURS, bytes, 12).midBytesPerHour()).isCloseTo(5.7, within(1.0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shiftingTimeLeavesTheSlopeAloneAndScalingBytesScalesIt(long seed) {
        Random random = new Random(seed);
        double[] bytes = random.doubles(12, 0, 1e9).toArray();
        double[] shifted = Arrays.stream(HOURS).map(hour -> hour + 1000).toArray();
        double[] doubled = Arrays.stream(bytes).map(value -> 2 * value).toArray();
        Slope slope = TheilSen.fit(HOURS, bytes, 12);
        assertThat(TheilSen.fit(shifted, bytes, 12)).isEqualTo(slope);
        assertThat(TheilSen.fit(HOURS, doubled, 12).midBytesPerHour()).isEqualTo(2 * slope.midBytesPerHour());
    }

    @Test
    void fewerThanTwoPointsHaveNoSlope() {
        assertThat(TheilSen.fit(HOURS, BYTES, 1)).isEqualTo(Slope.NONE);
    }

    private static double[] sortedSlopes() {
        double[] slopes = new double[66];
        int pairs = 0;
        for (int i = 0; i < 12; i++) {
            for (int j = i + 1; j < 12; j++) {
                slopes[pairs++] = (BYTES[j] - BYTES[i]) / (HOURS[j] - HOURS[i]);
            }
        }
        Arrays.sort(slopes);
        return slopes;
    }
}
