package io.heaptide.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShopSettingsTest {

    @Test
    void leaksHalfAMebibyteASecondByDefault() {
        ShopSettings settings = ShopSettings.of(new String[0], Map.of());

        assertThat(settings).isEqualTo(new ShopSettings("checkout", 0, 40, 13_312, 262_144, true, 500, false));
        assertThat(settings.requestsPerSecond() * settings.receiptBytes()).isBetween(420_000, 735_000);
    }

    @Test
    void mapsEveryVariable() {
        ShopSettings settings = ShopSettings.of(
                new String[0],
                Map.of(
                        "HEAPTIDE_DEMO_NAME", "catalog",
                        "HEAPTIDE_DEMO_PORT", "8080",
                        "HEAPTIDE_DEMO_REQUESTS_PER_SECOND", "7",
                        "HEAPTIDE_DEMO_RECEIPT_BYTES", "100",
                        "HEAPTIDE_DEMO_CHURN_BYTES", "200",
                        "HEAPTIDE_DEMO_LEAK", "false",
                        "HEAPTIDE_DEMO_CACHED_ORDERS", "3",
                        "HEAPTIDE_DEMO_STOP_WITH_INPUT", "true",
                        "HOME", "/home/shop"));

        assertThat(settings).isEqualTo(new ShopSettings("catalog", 8080, 7, 100, 200, false, 3, true));
    }

    @Test
    void letsAFlagWinOverAVariable() {
        ShopSettings settings = ShopSettings.of(new String[] {"--name=b"}, Map.of("HEAPTIDE_DEMO_NAME", "a"));

        assertThat(settings.name()).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--port=70000", "--requests-per-second=-1", "--leak=maybe", "--receipt-bytes=x", "--what=1"})
    void refusesWhatItCannotMeanAndNamesTheKey(String flag) {
        String key = flag.substring(2, flag.indexOf('='));

        assertThatThrownBy(() -> ShopSettings.of(new String[] {flag}, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }

    @Test
    void refusesAWordThatIsNoFlag() {
        assertThatThrownBy(() -> ShopSettings.of(new String[] {"leak"}, Map.of()))
                .hasMessageContaining("expected --key=value, got leak");
    }
}
