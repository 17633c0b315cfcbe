package io.heaptide.queries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanValueTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1572864, 1.5 MiB",
        "-12582912, -12.0 MiB",
        "1073741823, 1.0 GiB",
        "2.5e12, 2.3 TiB",
        "1.8446744073709552e19, 16.0 EiB",
        "NaN, NaN B",
    })
    void bytesTakeTheUnitThatReadsBest(double bytes, String text) {
        assertThat(HumanValue.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "42.4, 42 s",
        "61, 1 min 1 s",
        "3599.7, 1 h 0 min",
        "12345, 3 h 25 min",
        "172800, 2 d 0 h",
        "1e12, > 10 years",
        "-90, -1 min 30 s",
    })
    void durationsTakeTheirTwoLargestUnits(double seconds, String text) {
        assertThat(HumanValue.duration(seconds)).isEqualTo(text);
    }

    @Test
    void theColumnNameSaysTheUnit() throws IOException {
        assertThat(human("slope_bytes_per_hour", "Float64", 12.0 * (1 << 20))).isEqualTo("12.0 MiB/h");
        assertThat(human("used_bytes", "UInt64", BigInteger.TWO.pow(40))).isEqualTo("1.0 TiB");
        assertThat(human("time_to_limit_low_seconds", "Nullable(Float64)", 7200.0))
                .isEqualTo("2 h 0 min");
        assertThat(human("share_affected", "Float64", 2 / 3.0)).isEqualTo("67 %");
        assertThat(human("score", "Float64", 93.47)).isEqualTo("93.5");
        assertThat(human("score", "Float64", 100.0)).isEqualTo("100");
        assertThat(human("p_value", "Float64", 0.0004)).isEqualTo("0.000400");
        assertThat(human("instances", "UInt32", 12)).isEqualTo("12");
    }

    @Test
    void timesLoseWhatNobodyReads() throws IOException {
        assertThat(human("window_end", "DateTime64(3, 'UTC')", "2026-11-23T12:00:00.250Z"))
                .isEqualTo("2026-11-23 12:00:00");
        assertThat(human("note", "String", "2026-11-23T12:00:00.250Z")).isEqualTo("2026-11-23T12:00:00.250Z");
        assertThat(human("times", "Array(DateTime)", "odd")).isEqualTo("odd");
    }

    @Test
    void whatIsNoNumberIsShownAsItIs() throws IOException {
        assertThat(HumanValue.of(new QueryResult.Column("limit_bytes", "Nullable(Float64)"), null))
                .isEqualTo("-");
        assertThat(human("passed", "Bool", true)).isEqualTo("true");
        assertThat(human("reasons", "Array(Tuple(name String))", List.of(Map.of("name", "slope"))))
                .isEqualTo("[{\"name\":\"slope\"}]");
        assertThat(human("list", "Array(Nullable(UInt8))", Arrays.asList(1, null)))
                .isEqualTo("[1,null]");
    }

    private static String human(String name, String type, Object value) throws IOException {
        return HumanValue.of(new QueryResult.Column(name, type), value);
    }
}
