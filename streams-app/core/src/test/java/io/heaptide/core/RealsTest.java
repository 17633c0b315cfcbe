package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RealsTest {

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                -0.0,
                0.05,
                -0.6,
                83,
                1e-9,
                1.0 / 3,
                123_456_789.123,
                0x1p60,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY
            })
    void loseNothing(double value) throws IOException {
        assertThat(bits(copied(value))).isEqualTo(bits(value));
    }

    @Test
    void loseNothingOfWhateverNumbers() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            assertThat(bits(copied(value))).isEqualTo(bits(value));
            assertThat(bits(copied((float) value))).isEqualTo(bits((float) value));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.05, 2", "0.6, 3", "12, 4", "536870912, 5", "0.333333333, 9"})
    void takeFewBytesWhereFewWillDo(double value, int bytes) throws IOException {
        assertThat(Bytes.of(out -> Reals.write(out, value))).hasSize(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0.05", "0, 0", "0.333333333333, 0.3333333432674408", "1.7e308, 1.7e308"})
    void areRoundedToSevenDigitsUnlessTheyAreShort(double value, double rounded) {
        assertThat(Reals.rounded(value)).isEqualTo(rounded);
        assertThat(Reals.rounded(rounded)).isEqualTo(rounded);
    }

    @Test
    void refuseAKindThatIsNotKnown() {
        assertThatThrownBy(() -> Bytes.copy(out -> out.writeByte(4), Reals::read))
                .isInstanceOf(IOException.class)
                .hasMessage("kind of number must be in [0, 3], got 4");
    }

    private static long bits(double value) {
        return Double.doubleToLongBits(value);
    }

    private static double copied(double value) throws IOException {
        return Bytes.copy(out -> Reals.write(out, value), Reals::read);
    }
}
