package io.heaptide.normaliser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserConfigTest {

    @Test
    void defaultsAreThese() {
        assertThat(NormaliserConfig.fromEnvironment(Map.of(), (short) -1))
                .isEqualTo(new NormaliserConfig(
                        "127.0.0.1:9092",
                        "heaptide.otlp-metrics.v1",
                        "heaptide-normaliser",
                        8,
                        (short) -1,
                        1,
                        200_000,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(10)));
    }

    @Test
    void everyKeyReachesItsPlace() {
        NormaliserConfig config = NormaliserConfig.fromEnvironment(
                Map.of(
                        "HEAPTIDE_KAFKA", "kafka:9092",
                        "HEAPTIDE_OTLP_TOPIC", "otlp_metrics",
                        "HEAPTIDE_NORMALISER_GROUP", "eu",
                        "HEAPTIDE_TOPIC_PARTITIONS", "16",
                        "HEAPTIDE_NORMALISER_THREADS", "4",
                        "HEAPTIDE_NORMALISER_BUFFER", "1000"),
                (short) 3);

        assertThat(config.kafka()).isEqualTo("kafka:9092");
        assertThat(config.topic()).isEqualTo("otlp_metrics");
        assertThat(config.group()).isEqualTo("eu");
        assertThat(config.partitions()).isEqualTo(16);
        assertThat(config.replication()).isEqualTo((short) 3);
        assertThat(config.threads()).isEqualTo(4);
        assertThat(config.buffer()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({"HEAPTIDE_NORMALISER_THREADS, 0", "HEAPTIDE_NORMALISER_BUFFER, -1", "HEAPTIDE_TOPIC_PARTITIONS, 0"})
    void aBadValueIsRefusedWithItsKey(String key, String value) {
        assertThatThrownBy(() -> NormaliserConfig.fromEnvironment(Map.of(key, value), (short) -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(value);
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        NormaliserConfig config = NormaliserConfig.defaults();

        assertThat(config.backoff(0)).isEqualTo(Duration.ofMillis(200));
        assertThat(config.backoff(2)).isEqualTo(Duration.ofMillis(800));
        assertThat(config.backoff(1_000)).isEqualTo(Duration.ofSeconds(10));
    }
}
