package io.heaptide.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {

    private final DurationConverter converter = new DurationConverter();

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "500ms, PT0.5S",
        "2s, PT2S",
        "30m, PT30M",
        "1h30m, PT1H30M",
        "14d, PT336H",
        "1d2h3m4s5ms, PT26H3M4.005S"
    })
    void readsWhatPeopleWrite(String written, Duration meant) {
        assertThat(converter.convert(written)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5x", "-2s", "2s1h", "1.5h", "99999999999s"})
    void refusesTheRest(String written) {
        assertThatThrownBy(() -> converter.convert(written)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void unitsMayBeUpperCase() {
        assertThat(converter.convert("5M")).isEqualTo(Duration.ofMinutes(5));
    }
}
