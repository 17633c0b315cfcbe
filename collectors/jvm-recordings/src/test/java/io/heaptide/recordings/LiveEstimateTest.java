package io.heaptide.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LiveEstimateTest {

    private static final CallPath SITE = new CallPath(List.of("com.shop.OrderCache.put"));

    @Test
    void sharesTheHeapEquallyAmongSmallObjects() {
        List<Survivor> survivors = List.of(object(24), object(4096), object(0), object(100));
        LiveEstimate estimate = LiveEstimate.of(survivors, 4_000_000);

        assertThat(survivors)
                .allSatisfy(survivor -> assertThat(estimate.bytes(survivor)).isEqualTo(1_000_000));
    }

    @Test
    void letsAnObjectLargerThanItsShareStandForItself() {
        Survivor large = object(50_000_000);
        List<Survivor> survivors = List.of(large, object(100), object(100), object(100));
        LiveEstimate estimate = LiveEstimate.of(survivors, 53_000_000);

        assertThat(estimate.bytes(large)).isEqualTo(50_000_000);
        assertThat(estimate.bytes(survivors.get(1))).isEqualTo(1_000_000);
        assertThat(estimate.isSampled(large)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void alwaysAddsUpToTheHeap(long seed) {
        Random random = new Random(seed);
        List<Survivor> survivors = new ArrayList<>();
        long seen = 0;
        for (int survivor = 0; survivor < 1 + random.nextInt(200); survivor++) {
            long size = (long) Math.exp(random.nextDouble() * 18);
            survivors.add(object(size));
            seen += size;
        }
        double heap = seen * (1 + random.nextDouble() * 10);

        LiveEstimate estimate = LiveEstimate.of(survivors, heap);

        assertThat(survivors.stream().mapToDouble(estimate::bytes).sum()).isCloseTo(heap, withinPercentage(1e-6));
        assertThat(survivors).allSatisfy(survivor -> assertThat(estimate.bytes(survivor))
                .isGreaterThanOrEqualTo((double) survivor.objectBytes()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void doesNotDependOnTheOrderOfTheSamples(long seed) {
        List<Survivor> survivors = new ArrayList<>(List.of(object(1), object(1_000), object(1_000_000), object(0)));
        LiveEstimate estimate = LiveEstimate.of(survivors, 2_000_000);

        Collections.shuffle(survivors, new Random(seed));

        assertThat(LiveEstimate.of(survivors, 2_000_000)).isEqualTo(estimate);
    }

    @Test
    void neverEstimatesLessThanWhatWasSeen() {
        LiveEstimate estimate = LiveEstimate.of(List.of(object(1_000), object(3_000)), 0);

        assertThat(estimate.bytes(object(3_000))).isEqualTo(3_000);
    }

    @Test
    void knowsNothingWithoutSurvivors() {
        LiveEstimate estimate = LiveEstimate.of(List.of(), 1_000_000);

        assertThat(estimate.error(0)).isZero();
        assertThat(estimate.sampled()).isZero();
    }

    @Test
    void countsObjectsByTheirSizeAndNoneOfUnknownSize() {
        LiveEstimate estimate = LiveEstimate.of(List.of(object(100), object(0)), 20_000);

        assertThat(estimate.count(object(100))).isEqualTo(100);
        assertThat(estimate.count(object(0))).isZero();
    }

    /**
     * A heap of a million 100-byte objects, 30 % of one site, sampled as the JVM does: the stated error must be the
     * spread that repeated sampling shows.
     */
    @Test
    void statesTheErrorThatRepeatedSamplingShows() {
        Random random = new Random(42);
        double heap = 1e8;
        int samples = 200;
        List<Double> estimates = new ArrayList<>();
        double stated = 0;
        for (int run = 0; run < 2_000; run++) {
            int own = 0;
            for (int sample = 0; sample < samples; sample++) {
                own += random.nextDouble() < 0.3 ? 1 : 0;
            }
            LiveEstimate estimate = LiveEstimate.of(Collections.nCopies(samples, object(100)), heap);
            estimates.add(own * estimate.threshold());
            stated += estimate.error(own) / 2_000;
        }

        assertThat(mean(estimates)).isCloseTo(0.3 * heap, withinPercentage(1));
        assertThat(stated).isCloseTo(deviation(estimates), withinPercentage(5));
    }

    @Test
    void anIntervalStandsForEachObjectThatIsSmaller() {
        Survivor large = object(300_000);
        List<Survivor> survivors = List.of(object(100), object(262_144), large);
        LiveEstimate estimate = LiveEstimate.every(262_144, survivors);

        assertThat(estimate.sampled()).isEqualTo(2);
        assertThat(estimate.bytes(survivors.get(0))).isEqualTo(262_144);
        assertThat(estimate.bytes(large)).isEqualTo(300_000);
        assertThat(estimate.isSampled(large)).isFalse();
    }

    /** 30 objects of one site in the mean, each seen by chance: the stated error is the spread of their number. */
    @Test
    void statesPoissonsErrorWhereTheWholeIsUnknown() {
        Random random = new Random(43);
        List<Double> estimates = new ArrayList<>();
        double stated = 0;
        for (int run = 0; run < 2_000; run++) {
            int own = 0;
            for (int object = 0; object < 3_000; object++) {
                own += random.nextDouble() < 0.01 ? 1 : 0;
            }
            LiveEstimate estimate = LiveEstimate.every(1_000, Collections.nCopies(200, object(100)));
            estimates.add(own * estimate.threshold());
            stated += estimate.error(own) / 2_000;
        }

        assertThat(mean(estimates)).isCloseTo(30_000, withinPercentage(1));
        assertThat(stated).isCloseTo(deviation(estimates), withinPercentage(5));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double deviation(List<Double> values) {
        double mean = mean(values);
        return Math.sqrt(values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }

    private static Survivor object(long bytes) {
        return new Survivor(SITE, "byte[]", bytes, Instant.EPOCH);
    }
}
