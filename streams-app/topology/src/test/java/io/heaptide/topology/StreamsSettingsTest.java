package io.heaptide.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

    private final StreamsSettings settings = StreamsSettings.of("127.0.0.1:9092", Path.of("state"));

    @Test
    void pinsWhatMatters() {
        assertThat(settings.properties())
                .containsAllEntriesOf(Map.of(
                        "application.id",
                        "heaptide",
                        "bootstrap.servers",
                        "127.0.0.1:9092",
                        "processing.guarantee",
                        "exactly_once_v2",
                        "commit.interval.ms",
                        10_000L,
                        "group.protocol",
                        "classic",
                        "num.standby.replicas",
                        0,
                        "ensure.explicit.internal.resource.naming",
                        true,
                        "statestore.cache.max.bytes",
                        0,
                        "replication.factor",
                        -1,
                        "num.stream.threads",
                        2));
    }

    @Test
    void isUnderstoodByKafkaStreams() {
        StreamsConfig parsed = new StreamsConfig(settings.properties());

        assertThat(parsed.unused()).isNotNull();
        assertThat(parsed.getProducerConfigs("test"))
                .containsEntry("transaction.timeout.ms", 20_000)
                .containsEntry("batch.size", 256 << 10)
                .containsEntry("buffer.memory", 64L << 20)
                .containsEntry("compression.type", "lz4");
        assertThat(parsed.getMainConsumerConfigs("heaptide", "test", 0))
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("session.timeout.ms", 6_000)
                .containsEntry("heartbeat.interval.ms", 1_200)
                .containsEntry("isolation.level", "read_committed");
    }

    @Test
    void mayTradeExactlyOnceForThroughput() {
        Properties properties = new StreamsSettings(
                        "heaptide", "127.0.0.1:9092", Path.of("state"), 2, Duration.ofSeconds(1), 1, 3, false)
                .properties();

        assertThat(properties)
                .containsEntry("processing.guarantee", "at_least_once")
                .containsEntry("num.standby.replicas", 1)
                .containsEntry("replication.factor", 3);
    }

    @Test
    void namesTheKeyOfWhatItRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withCommitInterval(Duration.ZERO))
                .withMessage("streams.commitInterval must be positive, got PT0S");
    }
}
