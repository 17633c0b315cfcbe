package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowthBinsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void quartilesOfANormalDistributionGiveItsSpread(long seed) {
        GrowthBins bins = normal(seed, 400, 0.2, 0.1);
        assertThat(bins.median()).isCloseTo(0.2, withinPercentage(20));
        assertThat(bins.spread()).isCloseTo(0.1, withinPercentage(30));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aFewBadOnesMoveThemLittle(long seed) {
        GrowthBins bins = normal(seed, 40, 0, 0.05);
        GrowthBins withBad = bins;
        for (int i = 0; i < 4; i++) {
            withBad = withBad.merge(GrowthBins.of(1));
        }
        assertThat(withBad.median()).isCloseTo(bins.median(), within(0.02));
        assertThat(withBad.spread()).isLessThan(2 * bins.spread());
    }

    @Test
    void growthBeyondAllBinsIsInTheLast() {
        GrowthBins far = GrowthBins.of(50).merge(GrowthBins.of(-50)).merge(GrowthBins.of(0.001));
        assertThat(far.median()).isZero();
        assertThat(far.total()).isEqualTo(3);
    }

    @Test
    void survivesSerialisation() throws IOException {
        GrowthBins bins = normal(1, 30, 0.1, 0.2);
        GrowthBins copy = Bytes.copy(bins::writeTo, GrowthBins::readFrom);
        assertThat(copy.total()).isEqualTo(30);
        assertThat(copy.median()).isEqualTo(bins.median());
        assertThat(copy.spread()).isEqualTo(bins.spread());
        assertThat(Bytes.of(bins::writeTo)).hasSizeLessThan(36);
    }

    private static GrowthBins normal(long seed, int count, double mean, double deviation) {
        Random random = new Random(seed);
        GrowthBins bins = GrowthBins.EMPTY;
        for (int i = 0; i < count; i++) {
            bins = bins.merge(GrowthBins.of(mean + deviation * random.nextGaussian()));
        }
        return bins;
    }
}
