package io.heaptide.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AgentSettingsTest {

    @Test
    void summarisesOnceAMinuteWithin64KibByDefault() {
        assertThat(settings(Map.of())).isEqualTo(new AgentSettings(true, Duration.ofMinutes(1), 65_536));
    }

    @Test
    void mapsEveryKey() {
        assertThat(settings(Map.of(
                        "otel.sdk.disabled", "true",
                        "heaptide.agent.allocation.interval", "10s",
                        "heaptide.agent.allocation.budget", "8192")))
                .isEqualTo(new AgentSettings(false, Duration.ofSeconds(10), 8_192));
    }

    @Test
    void takesAnIntervalOfZeroForNoSummaries() {
        assertThat(settings(Map.of("heaptide.agent.allocation.interval", "0")).summarisesAllocations())
                .isFalse();
    }

    @Test
    void refusesWhatWouldBurdenTheHostAndNamesTheKey() {
        assertThatThrownBy(() -> settings(Map.of("heaptide.agent.allocation.interval", "100ms")))
                .hasMessageContaining("heaptide.agent.allocation.interval must be 0 or at least PT1S, got PT0.1S");
        assertThatThrownBy(() -> settings(Map.of("heaptide.agent.allocation.budget", "100")))
                .hasMessageContaining("heaptide.agent.allocation.budget must be at least 4096 bytes, got 100");
    }

    private static AgentSettings settings(Map<String, String> properties) {
        return AgentSettings.from(DefaultConfigProperties.createFromMap(properties));
    }
}
