package io.heaptide.signals.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class PublisherConfigTest {

    private final PublisherConfig defaults = PublisherConfig.of("broker:9092", "test", 8);

    @Test
    void hasTheseDefaults() {
        assertThat(defaults)
                .isEqualTo(new PublisherConfig(
                        "broker:9092",
                        "test",
                        8,
                        Duration.ofMillis(100),
                        512 << 10,
                        500_000,
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(3)));
    }

    @Test
    void asksKafkaForDurabilityWithinTheDeliveryTimeout() {
        assertThat(defaults.producerProperties())
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd")
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 7_000);
    }

    @Test
    void refusesALingerThatOutlastsTheDelivery() {
        assertThatThrownBy(() -> new PublisherConfig(
                        "b:1", "c", 8, Duration.ofSeconds(9), 512 << 10, 1, Duration.ofSeconds(7), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("publisher.linger")
                .hasMessageContaining("PT9S");
    }
}
