package io.heaptide.node;

import io.heaptide.schemas.settings.Settings;
import java.util.Map;

/**
 * How the agent runs.
 *
 * @param kafka bootstrap servers
 * @param topicPartitions how many partitions topics are created with
 * @param node the node's name, as its other collectors call it: it decides where the node's series are kept
 * @param cluster the Kubernetes cluster's name, if other collectors tell one: it is part of a pod's identity then
 * @param proc where {@code /proc} of the node is mounted
 * @param cgroup where the node's cgroups are mounted
 * @param kernelLog the kernel's log
 * @param containerLogs where the kubelet links the logs of containers
 * @param healthHost where health is answered
 * @param healthPort where health is answered; 0 picks a free port
 * @param buffer readings that are kept while Kafka is away; at about 60 bytes a reading this is what fits the heap
 * @param sampling how often is looked at what
 */
record NodeConfig(
        String kafka,
        int topicPartitions,
        String node,
        String cluster,
        String proc,
        String cgroup,
        String kernelLog,
        String containerLogs,
        String healthHost,
        int healthPort,
        int buffer,
        SamplingPolicy sampling) {

    private static final int MOST_BUFFERED = 10_000_000;

    NodeConfig {
        if (node.isBlank()) {
            throw new IllegalArgumentException("HEAPTIDE_NODE_NAME must not be blank: hand it spec.nodeName");
        }
        if (topicPartitions < 1) {
            throw new IllegalArgumentException("HEAPTIDE_TOPIC_PARTITIONS must be at least 1, got " + topicPartitions);
        }
        if (healthPort < 0 || healthPort > 65_535) {
            throw new IllegalArgumentException("HEAPTIDE_NODE_HEALTH_PORT must be in [0, 65535], got " + healthPort);
        }
        if (buffer < 1000 || buffer > MOST_BUFFERED) {
            throw new IllegalArgumentException(
                    "HEAPTIDE_NODE_BUFFER must be in [1000, " + MOST_BUFFERED + "], got " + buffer);
        }
    }

    NodeConfig withHealthPort(int port) {
        return new NodeConfig(
                kafka,
                topicPartitions,
                node,
                cluster,
                proc,
                cgroup,
                kernelLog,
                containerLogs,
                healthHost,
                port,
                buffer,
                sampling);
    }

    /**
     * Reads {@code HEAPTIDE_*}; what is absent has its default.
     *
     * @param hostname what the node is called where {@code HEAPTIDE_NODE_NAME} does not say
     * @throws IllegalArgumentException naming the key, the bad value and what it may be
     */
    static NodeConfig fromEnvironment(Map<String, String> variables, String hostname) {
        Settings settings = new Settings(variables);
        SamplingPolicy sampling = SamplingPolicy.defaults();
        return new NodeConfig(
                settings.text("HEAPTIDE_KAFKA", "127.0.0.1:9092"),
                settings.number("HEAPTIDE_TOPIC_PARTITIONS", 8),
                settings.text("HEAPTIDE_NODE_NAME", hostname),
                settings.text("HEAPTIDE_NODE_CLUSTER", ""),
                settings.text("HEAPTIDE_NODE_PROC", "/proc"),
                settings.text("HEAPTIDE_NODE_CGROUP", "/sys/fs/cgroup"),
                settings.text("HEAPTIDE_NODE_KMSG", "/dev/kmsg"),
                settings.text("HEAPTIDE_NODE_CONTAINER_LOGS", "/var/log/containers"),
                settings.text("HEAPTIDE_NODE_HEALTH_HOST", "127.0.0.1"),
                settings.number("HEAPTIDE_NODE_HEALTH_PORT", 8083),
                settings.number("HEAPTIDE_NODE_BUFFER", 100_000),
                sampling.with(
                        settings.duration("HEAPTIDE_NODE_YOUNG_INTERVAL", sampling.tick()),
                        settings.duration("HEAPTIDE_NODE_INTERVAL", sampling.interval()),
                        settings.duration("HEAPTIDE_NODE_PSS_INTERVAL", sampling.proportionalInterval())));
    }
}
