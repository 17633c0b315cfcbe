package io.heaptide.agent.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TypeNamesTest {

    @ParameterizedTest
    @CsvSource({
        "com.shop.Order, com.shop.Order",
        "com.shop.Order$2, com.shop.Order$2",
        "com.shop.Order$$Lambda$373+0x00007f2484193410.410209595, com.shop.Order$$Lambda",
        "com.shop.Order$$Lambda/0x00000008010d0000, com.shop.Order$$Lambda",
        "a.b.c, a.b.c",
        "[B, byte[]",
        "[[J, long[][]",
        "[Ljava.lang.String;, java.lang.String[]",
        "[Z, boolean[]",
        "[C, char[]",
        "[S, short[]",
        "[I, int[]",
        "[F, float[]",
        "[D, double[]"
    })
    void readsAsInSource(String internal, String written) {
        assertThat(TypeNames.readable(internal)).isEqualTo(written);
    }

    /** Sizes as JOL prints them for a 64-bit VM with compressed references. */
    @ParameterizedTest
    @CsvSource({"[B, 0, 16", "[B, 1, 24", "[B, 4096, 4112", "[I, 3, 32", "[J, 2, 32", "[Ljava.lang.String;, 2, 24"})
    void knowsWhatAnArrayOccupies(String type, long elements, long bytes) {
        assertThat(TypeNames.arrayBytes(type, elements)).isEqualTo(bytes);
    }

    @Test
    void doesNotOverflowForTheLargestArray() {
        assertThat(TypeNames.arrayBytes("[J", Integer.MAX_VALUE)).isGreaterThan(17L << 30 >> 1);
    }
}
