package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloorCodeTest {
    @ParameterizedTest
    @ValueSource(doubles = {1, 7, 1000, 4096, 65_535, 300e6, 67_258_880_000.0, 1e15, 9e18})
    void isExactToOnePartInTwoThousand(double bytes) {
        assertThat((double) FloorCode.bytes(FloorCode.of((float) bytes))).isCloseTo(bytes, within(bytes / 2048));
    }

    @Test
    void keepsTheOrder() {
        for (float bytes = 1; bytes < 1e12f; bytes *= 1.01f) {
            assertThat(FloorCode.of(bytes * 1.01f)).isGreaterThan(FloorCode.of(bytes));
        }
    }

    @Test
    void doublingAlwaysAddsTheSame() {
        for (float bytes = 1; bytes < 1e12f; bytes *= 1.37f) {
            assertThat(FloorCode.of(2 * bytes) - FloorCode.of(bytes)).isEqualTo(1024);
        }
    }

    @Test
    void noReadingIsNoNumber() {
        assertThat(FloorCode.bytes(FloorCode.NONE)).isNaN();
        assertThat(FloorCode.of(0)).isEqualTo(FloorCode.of(1)).isNotEqualTo(FloorCode.NONE);
    }
}
