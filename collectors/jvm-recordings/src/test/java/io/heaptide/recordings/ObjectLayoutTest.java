package io.heaptide.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ObjectLayoutTest {

    /** Sizes as JOL prints them for a 64-bit VM with compressed references. */
    @ParameterizedTest
    @CsvSource({"[B, 0, 16", "[B, 1, 24", "[B, 4096, 4112", "[I, 3, 32", "[J, 2, 32", "[Ljava.lang.String;, 2, 24"})
    void knowsWhatAnArrayOccupies(String type, long elements, long bytes) {
        assertThat(ObjectLayout.COMPRESSED.arrayBytes(type, elements)).isEqualTo(bytes);
    }

    @Test
    void doesNotOverflowForTheLargestArray() {
        assertThat(ObjectLayout.COMPRESSED.arrayBytes("[J", Integer.MAX_VALUE)).isGreaterThan(17L << 30 >> 1);
    }
}
