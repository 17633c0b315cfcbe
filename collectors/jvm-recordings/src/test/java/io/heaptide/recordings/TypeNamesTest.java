package io.heaptide.recordings;

import static org.assertj.core.api.Assertions.assertThat;

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
        "[D, double[]",
        "[Lcom.shop.Order$$Lambda/0x00000008010d0000;, com.shop.Order$$Lambda[]",
        "byte[], byte[]",
        "[[, [["
    })
    void readsAsInSource(String internal, String written) {
        assertThat(TypeNames.readable(internal)).isEqualTo(written);
    }
}
