package io.heaptide.gateway;

import java.time.Duration;

/** Configurations for tests: any free ports, and no more patience than a test has. */
final class Configs {

    static final int PARTITIONS = 4;

    private Configs() {}

    static GatewayConfig forKafka(String bootstrapServers) {
        return config(bootstrapServers, 0, 256, 64 << 20);
    }

    static GatewayConfig config(String kafka, int httpPort, int maxInFlight, int maxBytes) {
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
                Duration.ofSeconds(30));
    }
}
