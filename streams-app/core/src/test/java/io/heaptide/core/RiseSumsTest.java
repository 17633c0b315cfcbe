package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

class RiseSumsTest {
    @Test
    void aLineRisesByAThirdInItsFirstAndInItsLastQuarter() {
        RiseSums line = RiseSums.of(0.1, 0.1, 0.3).merge(RiseSums.of(0.1, 0.1, 0.3));
        assertThat(line.growth()).isCloseTo(0.4, within(1e-3));
        assertThat(line.lateOverEarly()).isEqualTo(1);
        assertThat(line.leastShare()).isCloseTo(1 / 3.0, within(1e-3));
    }

    @Test
    void aJumpDoesNot() {
        assertThat(RiseSums.of(0.2, 0, 0.3).leastShare()).isZero();
        assertThat(RiseSums.of(0, 0.2, 0.3).leastShare()).isZero();
    }

    /** By hand: rises 1, 2, 4, 5 have mean 3 and standard deviation sqrt(10 / 3); late ones are twice 1.1, 0.9, 1, 1. */
    @Test
    void errorsAreThoseOfAMeanAndOfARatio() {
        double[][] lives = {{1, 2.2}, {2, 3.6}, {4, 8}, {5, 10}};
        RiseSums sums = RiseSums.EMPTY;
        for (double[] life : lives) {
            sums = sums.merge(RiseSums.of(life[0], life[1], life[0]));
        }
        assertThat(sums.growthError()).isCloseTo(4 / 3.0 * Math.sqrt(10 / 3.0 / 4), withinPercentage(1e-2));
        double ratio = 23.8 / 12;
        double off = 0;
        for (double[] life : lives) {
            off += (life[1] - ratio * life[0]) * (life[1] - ratio * life[0]);
        }
        assertThat(sums.lateOverEarly()).isCloseTo(ratio, withinPercentage(1e-2));
        assertThat(sums.lateOverEarlyError()).isCloseTo(Math.sqrt(off * 4 / 3) / 12, withinPercentage(1e-2));
    }

    @Test
    void ofASingleLifeNothingIsCertain() {
        RiseSums one = RiseSums.of(0.1, 0.1, 0.3);
        assertThat(one.growthError()).isInfinite();
        assertThat(one.lateOverError()).isZero();
        assertThat(RiseSums.EMPTY.growth()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mergeEqualsAddInAnyOrder(long seed) {
        Random random = new Random(seed);
        List<RiseSums> lives = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            lives.add(RiseSums.of(random.nextDouble(), random.nextDouble(), 2 * random.nextDouble()));
        }
        RiseSums straight = lives.stream().reduce(RiseSums.EMPTY, RiseSums::merge);
        Collections.shuffle(lives, random);
        int cut = random.nextInt(lives.size());
        RiseSums parted = lives.subList(0, cut).stream()
                .reduce(RiseSums.EMPTY, RiseSums::merge)
                .merge(lives.subList(cut, lives.size()).stream().reduce(RiseSums.EMPTY, RiseSums::merge));
        assertThat(parted).isEqualTo(straight);
    }

    @Test
    void moreOfTheSameLivesMakeItSurerNotMore() {
        RiseSums once = RiseSums.of(0.1, 0.2, 0.5).merge(RiseSums.of(0.3, 0.2, 0.6));
        RiseSums twice = once.merge(once);
        assertThat(twice.growth()).isCloseTo(once.growth(), within(1e-9));
        assertThat(twice.growthError()).isLessThan(once.growthError());
    }

    @Test
    void survivesSerialisation() throws IOException {
        RiseSums one = RiseSums.of(0.1, 0.2, 0.5);
        RiseSums two = one.merge(RiseSums.of(-0.1, 0.3, 0.2));
        for (RiseSums sums : List.of(RiseSums.EMPTY, one, two)) {
            assertThat(Bytes.copy(sums::writeTo, RiseSums::readFrom)).isEqualTo(sums);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 300, 1 << 20, Integer.MAX_VALUE})
    void countsSurviveSerialisation(int count) throws IOException {
        assertThat((int) Bytes.copy(out -> Wire.writeNumber(out, count), Wire::readCount))
                .isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 63, -64, 64, 1L << 40, Long.MIN_VALUE, Long.MAX_VALUE})
    void numbersSurviveSerialisation(long number) throws IOException {
        assertThat((long) Bytes.copy(out -> Wire.writeNumber(out, number), Wire::readNumber))
                .isEqualTo(number);
    }

    @Test
    void aNegativeCountIsRefused() {
        assertThatThrownBy(() -> Bytes.copy(out -> Wire.writeNumber(out, -3), Wire::readCount))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("count must be in [0, 2147483647], got -3");
    }

    @Test
    void aCountBeyondReasonIsRefused() {
        assertThatThrownBy(() -> Bytes.copy(
                        out -> out.write(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1}), Wire::readCount))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("number must be of at most 64 bits");
    }
}
