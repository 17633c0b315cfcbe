package io.heaptide.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.normaliser.NormaliserConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppConfigTest {

    @Test
    void defaultsAreThese() {
        AppConfig config = AppConfig.fromEnvironment(Map.of());
        assertThat(config.roles()).containsExactlyInAnyOrder(Role.values());
        assertThat(config.partitions()).isEqualTo(8);
        assertThat(config.replication()).isEqualTo((short) -1);
        assertThat(config.healthHost()).isEqualTo("127.0.0.1");
        assertThat(config.healthPort()).isEqualTo(8081);
        assertThat(config.topology().detector().pane()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.topology().maxStateBytes())
                .isBetween(
                        Runtime.getRuntime().maxMemory() / 2,
                        Runtime.getRuntime().maxMemory() * 6 / 10);
        assertThat(config.streams().applicationId()).isEqualTo("heaptide");
        assertThat(config.streams().bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(config.streams().commitInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.streams().exactlyOnce()).isTrue();
        assertThat(config.streams().standbyReplicas()).isZero();
        assertThat(config.sink().target().url()).hasToString("http://127.0.0.1:8123");
        assertThat(config.notifier().targets()).isEmpty();
        assertThat(config.normaliser()).isEqualTo(NormaliserConfig.defaults());
    }

    @Test
    void everyKeyReachesItsPlace() {
        AppConfig config = AppConfig.fromEnvironment(Map.ofEntries(
                Map.entry("HEAPTIDE_ROLES", "topology, sink"),
                Map.entry("HEAPTIDE_TOPIC_PARTITIONS", "16"),
                Map.entry("HEAPTIDE_REPLICATION", "3"),
                Map.entry("HEAPTIDE_PANE", "5s"),
                Map.entry("HEAPTIDE_STATE_MIB", "700"),
                Map.entry("HEAPTIDE_HEALTH_HOST", "0.0.0.0"),
                Map.entry("HEAPTIDE_HEALTH_PORT", "18081"),
                Map.entry("HEAPTIDE_KAFKA", "kafka:9092"),
                Map.entry("HEAPTIDE_HOME", "/var/lib/heaptide"),
                Map.entry("HEAPTIDE_APPLICATION_ID", "heaptide-eu"),
                Map.entry("HEAPTIDE_STREAM_THREADS", "4"),
                Map.entry("HEAPTIDE_COMMIT_INTERVAL", "500ms"),
                Map.entry("HEAPTIDE_STANDBY_REPLICAS", "1"),
                Map.entry("HEAPTIDE_PROCESSING_GUARANTEE", "at_least_once")));
        assertThat(config.roles()).containsExactlyInAnyOrder(Role.TOPOLOGY, Role.SINK);
        assertThat(config.partitions()).isEqualTo(16);
        assertThat(config.topology().partitions()).isEqualTo(16);
        assertThat(config.replication()).isEqualTo((short) 3);
        assertThat(config.topology().maxStateBytes()).isEqualTo(700L << 20);
        assertThat(config.streams().internalReplication()).isEqualTo(3);
        assertThat(config.topology().detector().pane()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.healthHost()).isEqualTo("0.0.0.0");
        assertThat(config.healthPort()).isEqualTo(18081);
        assertThat(config.streams().bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(config.sink().kafka()).containsEntry("bootstrap.servers", "kafka:9092");
        assertThat(config.notifier().kafka()).isEqualTo("kafka:9092");
        assertThat(config.normaliser().kafka()).isEqualTo("kafka:9092");
        assertThat(config.normaliser().partitions()).isEqualTo(16);
        assertThat(config.normaliser().replication()).isEqualTo((short) 3);
        assertThat(config.streams().stateDirectory()).isEqualTo(Path.of("/var/lib/heaptide/streams"));
        assertThat(config.streams().applicationId()).isEqualTo("heaptide-eu");
        assertThat(config.streams().threads()).isEqualTo(4);
        assertThat(config.streams().commitInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.streams().standbyReplicas()).isEqualTo(1);
        assertThat(config.streams().exactlyOnce()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HEAPTIDE_ROLES | topology,brewer | roles are normaliser, topology, sink, notifier, got \"brewer\"",
                "HEAPTIDE_PANE | 1 minute | a duration is a number with ms, s, m, h or d",
                "HEAPTIDE_TOPIC_PARTITIONS | many | it is a whole number",
                "HEAPTIDE_HEALTH_PORT | 70000 | must be in [0, 65535], got 70000",
                "HEAPTIDE_REPLICATION | 0 | it is -1 for the broker's default, or at least 1",
                "HEAPTIDE_PROCESSING_GUARANTEE | twice | it is exactly_once_v2 or at_least_once"
            })
    void aBadValueIsRefusedWithItsKeyAndTheRemedy(String key, String value, String remedy) {
        assertThatThrownBy(() -> AppConfig.fromEnvironment(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(remedy);
    }
}
