package io.heaptide.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small rules by which names and numbers become readable and harmless. */
class WordingTest {

    @ParameterizedTest
    @CsvSource({
        "1234, 1234",
        "612.4, 612",
        "48.25, 48.3",
        "1.004, 1.00",
        "0.1234, 0.12",
        "-0.5, -0.5",
        "0, 0",
        "1e-12, 1.0e-12",
        "3.2e11, 3.2e+11",
        "NaN, unknown",
        "Infinity, unknown"
    })
    void numbersHaveThreeDigits(double value, String expected) {
        assertThat(Quantities.number(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PT20S, under a minute",
        "PT59M59S, 59 min",
        "PT1H, 1 h",
        "PT2H5M, 2 h 5 min",
        "PT30H20M, 30 h",
        "PT120H, 5 days"
    })
    void spansHaveOneOrTwoUnits(Duration length, String expected) {
        assertThat(Quantities.span(length)).isEqualTo(expected);
    }

    @Test
    void growthIsSignedAndSizesChangeUnitAtOneGib() {
        assertThat(Quantities.signedMibPerHour(48.2 * (1 << 20))).isEqualTo("+48.2");
        assertThat(Quantities.signedMibPerHour(-1 << 20)).isEqualTo("-1.00");
        assertThat(Quantities.size(612.0 * (1 << 20))).isEqualTo("612 MiB");
        assertThat(Quantities.size(1.5 * (1 << 30))).isEqualTo("1.50 GiB");
        assertThat(Quantities.percent(0.784)).isEqualTo("78 %");
    }

    @Test
    void aNameBecomesOneLineWithoutControlOrDirectionCharacters() {
        assertThat(OneLine.of(" a\r\n\tb\u0000 \u2028 c\u202Ed\uFEFF ", 99)).isEqualTo("a b cd");
    }

    @Test
    void aLongNameIsCutAtAWholeCharacter() {
        assertThat(OneLine.of("abcdef", 4)).isEqualTo("abc…");
        assertThat(OneLine.of("ab\uD83D\uDD25\uD83D\uDD25", 4)).isEqualTo("ab…");
        assertThat(OneLine.of("👩‍🚀 pod", 99)).isEqualTo("👩‍🚀 pod");
        assertThat(OneLine.of("x".repeat(1 << 22), 80)).hasSize(80);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"checkout", "it's", "a b", "$(touch /tmp/x)", "`id`", "a;b|c&d", "''", "\\", "-n", "*", "a\"b"})
    void aShellReadsAWordBackAsItWas(String name) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + "service=" + ShellWord.of(name)).start();

        String echoed;
        try (InputStream out = shell.getInputStream()) {
            echoed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(shell.waitFor()).isZero();
        assertThat(echoed).isEqualTo("service=" + name);
    }
}
