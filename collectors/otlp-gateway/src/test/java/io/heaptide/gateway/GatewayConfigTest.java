package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.gateway.access.AccessConfig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigTest {

    @Test
    void hasTheseDefaults() {
        assertThat(GatewayConfig.fromEnvironment(Map.of()))
                .isEqualTo(new GatewayConfig(
                        "127.0.0.1:9092",
                        "127.0.0.1",
                        4317,
                        4318,
                        67_108_864,
                        256,
                        8,
                        Duration.ofMillis(100),
                        500_000,
                        Duration.ofSeconds(8),
                        Duration.ofMinutes(2),
                        AccessConfig.open()));
    }

    @Test
    void mapsEveryKey() {
        assertThat(GatewayConfig.fromEnvironment(Map.ofEntries(
                        Map.entry("HEAPTIDE_KAFKA", "broker:1"),
                        Map.entry("HEAPTIDE_OTLP_HOST", "0.0.0.0"),
                        Map.entry("HEAPTIDE_OTLP_GRPC_PORT", "1"),
                        Map.entry("HEAPTIDE_OTLP_HTTP_PORT", "2"),
                        Map.entry("HEAPTIDE_OTLP_MAX_BYTES", "3MiB"),
                        Map.entry("HEAPTIDE_OTLP_MAX_IN_FLIGHT", "4"),
                        Map.entry("HEAPTIDE_TOPIC_PARTITIONS", "5"),
                        Map.entry("HEAPTIDE_PUBLISH_LINGER", "6ms"),
                        Map.entry("HEAPTIDE_PUBLISH_BUFFER", "7"),
                        Map.entry("HEAPTIDE_PUBLISH_TIMEOUT", "9s"),
                        Map.entry("HEAPTIDE_KAFKA_PATIENCE", "10m"))))
                .isEqualTo(new GatewayConfig(
                        "broker:1",
                        "0.0.0.0",
                        1,
                        2,
                        3 << 20,
                        4,
                        5,
                        Duration.ofMillis(6),
                        7,
                        Duration.ofSeconds(9),
                        Duration.ofMinutes(10),
                        AccessConfig.open()));
    }

    @ParameterizedTest
    @CsvSource({
        "HEAPTIDE_OTLP_GRPC_PORT, http, a whole number",
        "HEAPTIDE_OTLP_HTTP_PORT, 70000, '[0, 65535]'",
        "HEAPTIDE_OTLP_MAX_BYTES, 3GB, a size such as 64MiB",
        "HEAPTIDE_OTLP_MAX_BYTES, 9999MiB, a size such as 64MiB",
        "HEAPTIDE_PUBLISH_TIMEOUT, soon, 'with ms, s, m, h or d, such as 30s'",
        "HEAPTIDE_PUBLISH_TIMEOUT, 100ms, '[PT2S, PT1M]'",
        "HEAPTIDE_TOPIC_PARTITIONS, 0, '[1, 4096]'",
    })
    void namesTheKeyTheValueAndTheRemedy(String key, String value, String remedy) {
        assertThatThrownBy(() -> GatewayConfig.fromEnvironment(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(remedy);
    }
}
