package io.heaptide.gateway;

import io.heaptide.gateway.access.AccessConfig;
import java.time.Duration;

/** Configurations for tests: any free ports, and no more patience than a test has. */
final class Configs {

    static final int PARTITIONS = 4;

    private Configs() {}

    static GatewayConfig forKafka(String bootstrapServers) {
        return config(bootstrapServers, 0, 256, 64 << 20);
    }

    /** For anybody, over a sink that is not Kafka. */
    static GatewayConfig open(int maxInFlight, int maxBytes) {
        return config("unused:1", 0, maxInFlight, maxBytes);
    }

    static GatewayConfig config(String kafka, int httpPort, int maxInFlight, int maxBytes) {
        return config(kafka, httpPort, maxInFlight, maxBytes, AccessConfig.open());
    }

    /** For known senders only. */
    static GatewayConfig guarded(AccessConfig access) {
        return config("unused:1", 0, 256, 1 << 20, access);
    }

    private static GatewayConfig config(
            String kafka, int httpPort, int maxInFlight, int maxBytes, AccessConfig access) {
        return new GatewayConfig(
                kafka,
                "127.0.0.1",
                0,
                httpPort,
                maxBytes,
                maxInFlight,
                PARTITIONS,
                Duration.ofMillis(50),
                500_000,
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                access);
    }
}
