package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevelSumsTest {
    private static final float NONE = Float.NaN;

    /** By hand: quarters of mean 0.2, 0.3, 0.4, 0.5 above a room of 0.8; squared deviations 8 times 0.01 over 4 degrees. */
    @Test
    void risesAreThoseOfTheQuartersMeans() {
        LevelSums sums = LevelSums.of(new float[] {10, NONE, 30, NONE}, 100)
                .merge(LevelSums.of(new float[] {30, NONE, 50, NONE}, 100))
                .merge(LevelSums.of(new float[] {NONE, 20, NONE, 40}, 100))
                .merge(LevelSums.of(new float[] {NONE, 40, NONE, 60}, 100));
        assertThat(sums.lives()).isEqualTo(4);
        assertThat(sums.growth()).isCloseTo(4 / 3.0 * 0.3 / 0.8, withinPercentage(0.1));
        assertThat(sums.growthError()).isCloseTo(4 / 3.0 * Math.sqrt(0.02) / 0.8, withinPercentage(0.1));
        assertThat(sums.degrees()).isEqualTo(4);
        assertThat(sums.lateOverEarly()).isCloseTo(1, within(0.01));
        assertThat(sums.lateOverEarlyError()).isCloseTo(Math.sqrt(2 * 0.02) / 0.1, withinPercentage(1));
        assertThat(sums.leastShare()).isCloseTo(1 / 3.0, within(0.01));
    }

    @Test
    void aQuarterThatHardlyAnyLifeShowsTellsNothing() {
        LevelSums sums = LevelSums.of(new float[] {10, 20, NONE, 40}, 100)
                .merge(LevelSums.of(new float[] {10, 20, NONE, 40}, 100))
                .merge(LevelSums.of(new float[] {10, 20, 30, 40}, 100));
        assertThat(sums.lives()).isZero();
        assertThat(sums.growth()).isZero();
        assertThat(sums.growthError()).isInfinite();
        assertThat(sums.lateOverError()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mergeEqualsAddInAnyOrderAndSurvivesSerialisation(long seed) throws IOException {
        Random random = new Random(seed);
        List<LevelSums> lives = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            float[] floors = {NONE, NONE, NONE, NONE};
            floors[random.nextInt(4)] = 100 * random.nextFloat();
            lives.add(LevelSums.of(floors, 100));
        }
        LevelSums straight = lives.stream().reduce(LevelSums.EMPTY, LevelSums::merge);
        Collections.shuffle(lives, random);
        LevelSums parted = lives.subList(0, 30).stream()
                .reduce(LevelSums.EMPTY, LevelSums::merge)
                .merge(lives.subList(30, 100).stream().reduce(LevelSums.EMPTY, LevelSums::merge));
        assertThat(Bytes.of(parted::writeTo)).isEqualTo(Bytes.of(straight::writeTo));
        LevelSums copy = Bytes.copy(straight::writeTo, LevelSums::readFrom);
        assertThat(copy.growth()).isEqualTo(straight.growth());
        assertThat(copy.lateOverEarlyError()).isEqualTo(straight.lateOverEarlyError());
    }
}
