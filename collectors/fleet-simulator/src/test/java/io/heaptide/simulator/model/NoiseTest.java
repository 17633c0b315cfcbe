package io.heaptide.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseTest {

    private static final Noise NOISE = new Noise(0.02, 0.8, Duration.ofSeconds(30));
    private static final int POINTS = 50_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 99})
    void walkingSaysTheSameAsAskingAnyInstantAlone(long seed) {
        Noise.Walk walk = new Noise.Walk(NOISE, seed);

        for (long at = -5_000_000; at < 5_000_000; at += 7_777) {
            assertThat(walk.at(at)).as("seed %d at %d", seed, at).isEqualTo(NOISE.at(seed, at));
        }
    }

    @Test
    void walkingBackSaysTheSameToo() {
        Noise.Walk walk = new Noise.Walk(NOISE, 5);

        for (long at : new long[] {10_000_000, 9_990_000, 0, 10_000_000, -1, 40_000}) {
            assertThat(walk.at(at)).isEqualTo(NOISE.at(5, at));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 99})
    void hasTheDeviationAndTheCorrelationItWasAskedFor(long seed) {
        double[] values = IntStream.range(0, POINTS)
                .mapToDouble(i -> NOISE.at(seed, i * 30_000L))
                .toArray();
        double variance = IntStream.range(0, POINTS)
                .mapToDouble(i -> values[i] * values[i])
                .average()
                .orElseThrow();
        double covariance = IntStream.range(1, POINTS)
                .mapToDouble(i -> values[i] * values[i - 1])
                .average()
                .orElseThrow();

        assertThat(Math.sqrt(variance)).isCloseTo(0.02, within(0.0006));
        assertThat(covariance / variance).isCloseTo(0.8, within(0.015));
    }

    @Test
    void noNoiseIsExactlyNothing() {
        assertThat(Noise.NONE.at(1, 123_456)).isZero();
    }

    @Test
    void refusesACorrelationThatIsNeverForgotten() {
        assertThatThrownBy(() -> new Noise(0.01, 0.99, Duration.ofSeconds(1)))
                .hasMessage("noise.correlation must be in [0.0, 0.9], got 0.99");
    }
}
