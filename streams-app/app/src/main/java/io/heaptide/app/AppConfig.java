package io.heaptide.app;

import io.heaptide.clickhouse.SinkConfig;
import io.heaptide.core.DetectorPolicy;
import io.heaptide.notifier.NotifierConfig;
import io.heaptide.topology.StreamsSettings;
import io.heaptide.topology.TopologyConfig;
import java.util.Map;
import java.util.Set;

/**
 * Everything the streams-app is told, parsed once from the environment.
 *
 * @param roles what this process does
 * @param partitions of every topic, when it is created; existing topics must have at least as many
 * @param replication of topics, when they are created; -1 takes the broker's default
 * @param healthHost where health is answered
 * @param healthPort where health is answered; 0 picks a free port
 */
record AppConfig(
        Set<Role> roles,
        int partitions,
        short replication,
        String healthHost,
        int healthPort,
        TopologyConfig topology,
        StreamsSettings streams,
        SinkConfig sink,
        NotifierConfig notifier) {

    private static final int MAX_PORT = 65_535;

    AppConfig {
        roles = Set.copyOf(roles);
        if (healthPort < 0 || healthPort > MAX_PORT) {
            throw new IllegalArgumentException("HEAPTIDE_HEALTH_PORT must be in [0, 65535], got " + healthPort);
        }
    }

    /**
     * Reads {@code HEAPTIDE_*}; what is absent has its default.
     *
     * @throws IllegalArgumentException naming the key, the bad value and what it may be
     */
    static AppConfig fromEnvironment(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        int partitions = environment.number("HEAPTIDE_TOPIC_PARTITIONS", 8);
        int replication = environment.parsed("HEAPTIDE_REPLICATION", "-1", AppConfig::replication);
        DetectorPolicy policy = environment
                .duration("HEAPTIDE_PANE")
                .map(pane -> DetectorPolicy.defaults().withPane(pane))
                .orElseGet(DetectorPolicy::defaults);
        return new AppConfig(
                environment.parsed("HEAPTIDE_ROLES", "topology,sink,notifier", Role::parse),
                partitions,
                (short) replication,
                environment.text("HEAPTIDE_HEALTH_HOST", "127.0.0.1"),
                environment.number("HEAPTIDE_HEALTH_PORT", 8081),
                TopologyConfig.of(policy, partitions),
                streams(environment, replication),
                SinkConfig.fromEnvironment(variables),
                NotifierConfig.fromEnvironment(variables));
    }

    private static StreamsSettings streams(Environment environment, int replication) {
        StreamsSettings defaults = StreamsSettings.of(
                environment.text("HEAPTIDE_KAFKA", "127.0.0.1:9092"),
                environment.home().resolve("streams"));
        return new StreamsSettings(
                environment.text("HEAPTIDE_APPLICATION_ID", defaults.applicationId()),
                defaults.bootstrapServers(),
                defaults.stateDirectory(),
                environment.number("HEAPTIDE_STREAM_THREADS", defaults.threads()),
                environment.duration("HEAPTIDE_COMMIT_INTERVAL").orElse(defaults.commitInterval()),
                environment.number("HEAPTIDE_STANDBY_REPLICAS", defaults.standbyReplicas()),
                replication,
                environment.parsed("HEAPTIDE_PROCESSING_GUARANTEE", "exactly_once_v2", AppConfig::exactlyOnce));
    }

    private static int replication(String value) {
        int replication = Short.parseShort(value);
        if (replication == 0 || replication < -1) {
            throw new IllegalArgumentException("it is -1 for the broker's default, or at least 1");
        }
        return replication;
    }

    private static boolean exactlyOnce(String guarantee) {
        return switch (guarantee) {
            case "exactly_once_v2" -> true;
            case "at_least_once" -> false;
            default -> throw new IllegalArgumentException("it is exactly_once_v2 or at_least_once");
        };
    }
}
