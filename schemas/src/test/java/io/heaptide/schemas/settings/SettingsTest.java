package io.heaptide.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final String MARK = "s3cr3t";
    private static final URI HOME = URI.create("http://127.0.0.1");

    @Test
    void everyKindOfValueIsRead() {
        Settings settings = new Settings(Map.of(
                "NAME", " leak ",
                "COUNT", "-7",
                "SWITCH", "on",
                "WAIT", "90s",
                "BIG", "12345678901",
                "PORTS", "1, 2,,3,",
                "URL", "https://host:1/x"));
        assertThat(settings.text("NAME")).contains("leak");
        assertThat(settings.text("NAME", "other")).isEqualTo("leak");
        assertThat(settings.number("COUNT", 1)).isEqualTo(-7);
        assertThat(settings.onOff("SWITCH", false)).isTrue();
        assertThat(settings.duration("WAIT", Duration.ZERO)).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.parsed("BIG", 1L, Long::valueOf)).isEqualTo(12_345_678_901L);
        assertThat(settings.list("PORTS", List.of(), Integer::valueOf)).containsExactly(1, 2, 3);
        assertThat(settings.hiddenList("PORTS", Integer::valueOf)).containsExactly(1, 2, 3);
        assertThat(settings.url("URL", HOME)).hasToString("https://host:1/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "absent"})
    void aBlankValueIsAnAbsentOne(String value) {
        Settings settings = new Settings("absent".equals(value) ? Map.of() : Map.of("KEY", value));
        assertThat(settings.text("KEY")).isEmpty();
        assertThat(settings.text("KEY", "other")).isEqualTo("other");
        assertThat(settings.number("KEY", 1)).isEqualTo(1);
        assertThat(settings.onOff("KEY", true)).isTrue();
        assertThat(settings.duration("KEY", Duration.ZERO)).isZero();
        assertThat(settings.parsed("KEY", 1L, Long::valueOf)).isEqualTo(1);
        assertThat(settings.list("KEY", List.of(1), Integer::valueOf)).containsExactly(1);
        assertThat(settings.hiddenList("KEY", Integer::valueOf)).isEmpty();
        assertThat(settings.url("KEY", HOME)).isEqualTo(HOME);
        assertThat(settings.secret("KEY")).isEqualTo(Secret.NONE);
    }

    @Test
    void aListOfNothingButCommasIsAbsentToo() {
        Settings settings = new Settings(Map.of("KEY", " , ,"));
        assertThat(settings.list("KEY", List.of(1), Integer::valueOf)).containsExactly(1);
        assertThat(settings.hiddenList("KEY", Integer::valueOf)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "30s, PT30S", "5m, PT5M", "24h, PT24H", "7d, PT168H", "0s, PT0S"})
    void durationsHaveOneGrammar(String text, Duration duration) {
        assertThat(Settings.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "s", "-1s", "+1s", "1.5h", "1h30m", "1S", "1 s", "PT1S", "1234567890s", "ten minutes"})
    void nothingElseIsADuration(String text) {
        assertThatThrownBy(() -> Settings.duration(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a duration is a number with ms, s, m, h or d, such as 30s");
    }

    @Test
    void aRefusalNamesTheKeyTheValueAndWhatItMayBe() {
        Settings settings = new Settings(Map.of("KEY", "soon", "LIST", "1,two", "LARGE", "3000000000"));
        assertThatThrownBy(() -> settings.number("KEY", 1)).hasMessage("KEY cannot be \"soon\": it is a whole number");
        assertThatThrownBy(() -> settings.number("LARGE", 1))
                .hasMessage("LARGE cannot be \"3000000000\": it is a whole number from -2147483648 to 2147483647");
        assertThatThrownBy(() -> settings.onOff("KEY", true)).hasMessage("KEY cannot be \"soon\": it is on or off");
        assertThatThrownBy(() -> settings.duration("KEY", Duration.ZERO))
                .hasMessage("KEY cannot be \"soon\": a duration is a number with ms, s, m, h or d, such as 30s");
        assertThatThrownBy(() -> settings.list("LIST", List.of(), Integer::valueOf))
                .hasMessage("LIST cannot be \"1,two\": it is a whole number");
        assertThatThrownBy(() -> settings.parsed("KEY", HOME, SettingsTest::refuse))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("KEY cannot be \"soon\": it is never right");
    }

    @Test
    void aRefusedSecretOrUrlIsNotShown() {
        Settings settings = new Settings(Map.of("KEY", "http://reader:" + MARK + "@click house"));
        assertThatThrownBy(() -> settings.url("KEY", HOME))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("KEY: it is a URL, such as http://host:port")
                .hasNoCause();
        assertThatThrownBy(() -> settings.hiddenList("KEY", Integer::valueOf))
                .hasMessage("KEY: it is a whole number")
                .hasNoCause();
        assertThatThrownBy(() -> settings.hiddenList("KEY", SettingsTest::refuse))
                .hasMessage("KEY: it is never right")
                .hasNoCause();
    }

    @Test
    void aSecretKeepsEveryLetterAndDoesNotPrint() {
        Settings settings = new Settings(Map.of("KEY", " " + MARK));
        Secret secret = settings.secret("KEY");
        assertThat(secret.value()).isEqualTo(" " + MARK);
        assertThat(secret).isEqualTo(new Secret(" " + MARK)).isNotEqualTo(Secret.NONE);
        assertThat(List.of(secret, settings).toString()).contains("<redacted>").doesNotContain(MARK);
    }

    private static URI refuse(String text) {
        throw new IllegalArgumentException("it is never right", new IllegalStateException(text));
    }
}
