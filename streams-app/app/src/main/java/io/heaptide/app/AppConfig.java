package io.heaptide.app;

import io.heaptide.clickhouse.SinkConfig;
import io.heaptide.core.DetectorPolicy;
import io.heaptide.normaliser.NormaliserConfig;
import io.heaptide.notifier.NotifierConfig;
import io.heaptide.schemas.settings.Settings;
import io.heaptide.topology.StreamsSettings;
import io.heaptide.topology.TopologyConfig;
import java.nio.file.Path;
import java.util.List;
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
        NormaliserConfig normaliser,
        SinkConfig sink,
        NotifierConfig notifier) {

    private static final int MAX_PORT = 65_535;
    private static final int MIB = 1 << 20;

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
        Settings settings = new Settings(variables);
        int partitions = settings.number("HEAPTIDE_TOPIC_PARTITIONS", 8);
        int replication = settings.parsed("HEAPTIDE_REPLICATION", -1, AppConfig::replication);
        DetectorPolicy policy = settings.parsed("HEAPTIDE_PANE", DetectorPolicy.defaults(), AppConfig::policy);
        return new AppConfig(
                Set.copyOf(settings.list("HEAPTIDE_ROLES", List.of(Role.values()), Role::parse)),
                partitions,
                (short) replication,
                settings.text("HEAPTIDE_HEALTH_HOST", "127.0.0.1"),
                settings.number("HEAPTIDE_HEALTH_PORT", 8081),
                TopologyConfig.of(policy, partitions).withMaxStateBytes(maxStateBytes(settings)),
                streams(settings, replication),
                NormaliserConfig.fromEnvironment(variables, (short) replication),
                SinkConfig.fromEnvironment(variables),
                NotifierConfig.fromEnvironment(variables));
    }

    private static StreamsSettings streams(Settings settings, int replication) {
        Path home = Path.of(settings.text("HEAPTIDE_HOME", System.getProperty("user.home") + "/.heaptide"));
        StreamsSettings defaults =
                StreamsSettings.of(settings.text("HEAPTIDE_KAFKA", "127.0.0.1:9092"), home.resolve("streams"));
        return new StreamsSettings(
                settings.text("HEAPTIDE_APPLICATION_ID", defaults.applicationId()),
                defaults.bootstrapServers(),
                defaults.stateDirectory(),
                settings.number("HEAPTIDE_STREAM_THREADS", defaults.threads()),
                settings.duration("HEAPTIDE_COMMIT_INTERVAL", defaults.commitInterval()),
                settings.number("HEAPTIDE_STANDBY_REPLICAS", defaults.standbyReplicas()),
                replication,
                settings.parsed("HEAPTIDE_PROCESSING_GUARANTEE", true, AppConfig::exactlyOnce));
    }

    // the rest is for records on their way in and out, and for the collector to work in
    private static long maxStateBytes(Settings settings) {
        int ofTheHeap = Math.toIntExact(Runtime.getRuntime().maxMemory() / MIB * 6 / 10);
        return (long) settings.number("HEAPTIDE_STATE_MIB", ofTheHeap) * MIB;
    }

    private static DetectorPolicy policy(String pane) {
        return DetectorPolicy.defaults().withPane(Settings.duration(pane));
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
