package io.heaptide.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigTest {

    @Test
    void theDefaultsAreThese() {
        assertThat(NodeConfig.fromEnvironment(Map.of(), "node-7"))
                .isEqualTo(new NodeConfig(
                        "127.0.0.1:9092",
                        8,
                        "node-7",
                        "",
                        "/proc",
                        "/sys/fs/cgroup",
                        "/dev/kmsg",
                        "/var/log/containers",
                        "127.0.0.1",
                        8083,
                        100_000,
                        SamplingPolicy.defaults()));
    }

    @Test
    void everyKeyIsRead() {
        Map<String, String> variables = Map.ofEntries(
                Map.entry("HEAPTIDE_KAFKA", "kafka:9092"),
                Map.entry("HEAPTIDE_TOPIC_PARTITIONS", "64"),
                Map.entry("HEAPTIDE_NODE_NAME", "worker-3"),
                Map.entry("HEAPTIDE_NODE_CLUSTER", "eu-1"),
                Map.entry("HEAPTIDE_NODE_PROC", "/host/proc"),
                Map.entry("HEAPTIDE_NODE_CGROUP", "/host/cgroup"),
                Map.entry("HEAPTIDE_NODE_KMSG", "/host/kmsg"),
                Map.entry("HEAPTIDE_NODE_CONTAINER_LOGS", "/host/logs"),
                Map.entry("HEAPTIDE_NODE_HEALTH_HOST", "0.0.0.0"),
                Map.entry("HEAPTIDE_NODE_HEALTH_PORT", "0"),
                Map.entry("HEAPTIDE_NODE_BUFFER", "5000"),
                Map.entry("HEAPTIDE_NODE_INTERVAL", "30s"),
                Map.entry("HEAPTIDE_NODE_YOUNG_INTERVAL", "2s"),
                Map.entry("HEAPTIDE_NODE_PSS_INTERVAL", "10m"));

        assertThat(NodeConfig.fromEnvironment(variables, "ignored"))
                .isEqualTo(new NodeConfig(
                        "kafka:9092",
                        64,
                        "worker-3",
                        "eu-1",
                        "/host/proc",
                        "/host/cgroup",
                        "/host/kmsg",
                        "/host/logs",
                        "0.0.0.0",
                        0,
                        5000,
                        SamplingPolicy.defaults()
                                .with(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(10))));
    }

    @ParameterizedTest
    @CsvSource({
        "HEAPTIDE_TOPIC_PARTITIONS,0",
        "HEAPTIDE_NODE_HEALTH_PORT,70000",
        "HEAPTIDE_NODE_BUFFER,1",
        "HEAPTIDE_NODE_INTERVAL,1h",
        "HEAPTIDE_NODE_YOUNG_INTERVAL,1ms",
        "HEAPTIDE_NODE_PSS_INTERVAL,1s"
    })
    void aBadValueIsRefusedByItsKey(String key, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeConfig.fromEnvironment(Map.of(key, value), "node-7"))
                .withMessageContaining(key);
    }

    @Test
    void aNodeNeedsAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeConfig.fromEnvironment(Map.of(), ""))
                .withMessageContaining("HEAPTIDE_NODE_NAME");
    }
}
