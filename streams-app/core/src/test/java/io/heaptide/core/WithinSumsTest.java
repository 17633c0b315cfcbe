package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WithinSumsTest {
    private static final double[][] INSTANCES = {
        {100.3, 101.8, 104.1, 106.4, 107.9},
        {500.2, 503.0, 505.7, 509.1, 512.2},
        {19.6, 21.3, 22.0, 23.1, 23.8},
        {60.5, 64.0, 69.2, 73.4, 78.0}
    };

    /**
     * statsmodels 0.15.0: {@code OLS(y, [x, instance dummies]).fit(cov_type='cluster', cov_kwds={'groups': instance,
     * 'use_correction': False})}, standard error times sqrt(4 / 3).
     */
    @Test
    void agreesWithStatsmodelsOnFixedEffectsWithClusteredErrors() {
        WithinSums sums = pooled();
        assertThat(sums.slope().midBytesPerHour()).isCloseTo(2.6125, within(1e-12));
        assertThat(sums.standardError()).isCloseTo(0.732226911551331, within(1e-9));
    }

    @Test
    void moreInstancesOfTheSameBehaviourDoNotRaiseTheSlope() {
        WithinSums once = pooled();
        WithinSums twice = once.merge(once);
        assertThat(twice.slope().midBytesPerHour()).isEqualTo(once.slope().midBytesPerHour());
        assertThat(twice.standardError()).isLessThan(once.standardError());
    }

    @Test
    void anInstanceThatJoinsAtAHigherLevelMovesNothing() {
        double[] flat = {9000, 9000, 9000, 9000, 9000};
        WithinSums joined = WithinSums.of(sums(flat)).merge(WithinSums.of(sums(new double[] {1, 1, 1, 1, 1})));
        assertThat(joined.slope().midBytesPerHour()).isZero();
    }

    @Test
    void emptyIsTheIdentity() {
        assertThat(pooled().merge(WithinSums.EMPTY)).isEqualTo(pooled());
        assertThat(WithinSums.EMPTY.slope()).isEqualTo(Slope.NONE);
    }

    @Test
    void survivesSerialisation() throws IOException {
        assertThat(Bytes.copy(pooled()::writeTo, WithinSums::readFrom)).isEqualTo(pooled());
    }

    private static WithinSums pooled() {
        WithinSums pooled = WithinSums.EMPTY;
        for (double[] instance : INSTANCES) {
            pooled = pooled.merge(WithinSums.of(sums(instance)));
        }
        return pooled;
    }

    private static RegressionSums sums(double[] bytes) {
        RegressionSums sums = RegressionSums.EMPTY;
        for (int hour = 0; hour < bytes.length; hour++) {
            sums = sums.add(hour, bytes[hour]);
        }
        return sums;
    }
}
