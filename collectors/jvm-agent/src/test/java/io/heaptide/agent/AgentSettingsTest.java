package io.heaptide.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AgentSettingsTest {

    @Test
    void summarisesOnceAMinuteWithin64KibAndKeepsHalfAnHourByDefault() {
        assertThat(settings(Map.of()))
                .isEqualTo(new AgentSettings(true, Duration.ofMinutes(1), 65_536, Duration.ofMinutes(1), 30));
    }

    @Test
    void mapsEveryKey() {
        assertThat(settings(Map.of(
                        "otel.sdk.disabled", "true",
                        "heaptide.agent.allocation.interval", "10s",
                        "heaptide.agent.allocation.budget", "8192",
                        "heaptide.agent.native.delay", "5s",
                        "heaptide.agent.buffer.batches", "7")))
                .isEqualTo(new AgentSettings(false, Duration.ofSeconds(10), 8_192, Duration.ofSeconds(5), 7));
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
        assertThatThrownBy(() -> settings(Map.of("heaptide.agent.buffer.batches", "0")))
                .hasMessageContaining("heaptide.agent.buffer.batches must be in [1, 1000], got 0");
        assertThatThrownBy(() -> settings(Map.of("heaptide.agent.native.delay", "-5s")))
                .hasMessageContaining("heaptide.agent.native.delay must not be negative, got PT-5S");
    }

    private static AgentSettings settings(Map<String, String> properties) {
        return AgentSettings.from(DefaultConfigProperties.createFromMap(properties));
    }
}
