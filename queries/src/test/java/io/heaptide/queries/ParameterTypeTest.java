package io.heaptide.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTypeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.250Z");

    @ParameterizedTest
    @CsvSource({
        "now, 2026-11-23 12:00:00.250",
        "now-90s, 2026-11-23 11:58:30.250",
        "now - 15m, 2026-11-23 11:45:00.250",
        "now-24h, 2026-11-22 12:00:00.250",
        "now-7d, 2026-11-16 12:00:00.250",
        "now-2w, 2026-11-09 12:00:00.250",
        "2026-01-31, 2026-01-31 00:00:00.000",
        "2026-01-31T12:00:00Z, 2026-01-31 12:00:00.000",
        "2026-01-31T12:00:00.5+02:00, 2026-01-31 10:00:00.500",
    })
    void timesAreRelativeOrAbsolute(String text, String bound) {
        assertThat(new ParameterType("DateTime64(3, 'UTC')").bind(text, NOW)).isEqualTo(bound);
    }

    @ParameterizedTest
    @CsvSource({"UInt8, 255", "UInt64, 18446744073709551615", "Int8, -128", "Int64, -9223372036854775808", "UInt32, 0"})
    void integersFitTheirType(String type, String value) {
        assertThat(new ParameterType(type).bind(value, NOW)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"UInt8, 256", "UInt8, -1", "Int8, 128", "Int64, 9223372036854775808", "UInt32, 1.5", "Float64, much"})
    void otherNumbersAreRefused(String type, String value) {
        assertThatThrownBy(() -> new ParameterType(type).bind(value, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textStaysAsItIs() {
        assertThat(new ParameterType("String").bind(" a'b\\\t", NOW)).isEqualTo(" a'b\\\t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Int7", "DateTime", "Array(String)", "String, String"})
    void otherTypesAreRefused(String type) {
        assertThatThrownBy(() -> new ParameterType(type)).hasMessageContaining("a parameter cannot be a " + type);
    }
}
