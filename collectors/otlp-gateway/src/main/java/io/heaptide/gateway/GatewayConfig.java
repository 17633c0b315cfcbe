package io.heaptide.gateway;

import java.time.Duration;

/**
 * How the gateway runs.
 *
 * @param kafka bootstrap servers
 * @param host address to listen on; loopback unless told otherwise, since OTLP has no authentication of its own
 * @param grpcPort port of OTLP/gRPC, 0 for any free one
 * @param httpPort port of OTLP/HTTP, 0 for any free one
 * @param maxRequestBytes the largest request after decompression; the OTLP specification asks for such a limit and
 *     recommends 64 MiB; less holds where the heap could not bear it
 * @param maxInFlight requests being answered at once, beyond which senders are told to come back
 * @param topicPartitions how many partitions topics are created with
 * @param publishLinger how long readings wait for others of their bucket
 * @param publishBuffer readings not yet acknowledged by Kafka, beyond which senders are told to come back
 * @param publishTimeout when a sender is told to come back; below the 10 s that OTLP exporters wait by default, or they
 *     would give up first and never learn that they may retry
 * @param kafkaPatience how long the start waits for Kafka
 */
public record GatewayConfig(
        String kafka,
        String host,
        int grpcPort,
        int httpPort,
        int maxRequestBytes,
        int maxInFlight,
        int topicPartitions,
        Duration publishLinger,
        long publishBuffer,
        Duration publishTimeout,
        Duration kafkaPatience) {

    public GatewayConfig {
        notBlank("HEAPTIDE_KAFKA", kafka, "name a broker as host:port");
        notBlank("HEAPTIDE_OTLP_HOST", host, "use 127.0.0.1 for this machine only, 0.0.0.0 for all interfaces");
        inRange("HEAPTIDE_OTLP_GRPC_PORT", grpcPort, 0, 65_535);
        inRange("HEAPTIDE_OTLP_HTTP_PORT", httpPort, 0, 65_535);
        inRange("HEAPTIDE_OTLP_MAX_BYTES", maxRequestBytes, 1 << 10, 1 << 30);
        inRange("HEAPTIDE_OTLP_MAX_IN_FLIGHT", maxInFlight, 1, 1 << 20);
        inRange("HEAPTIDE_TOPIC_PARTITIONS", topicPartitions, 1, 4_096);
        inRange("HEAPTIDE_PUBLISH_LINGER", publishLinger, Duration.ZERO, Duration.ofSeconds(1));
        inRange("HEAPTIDE_PUBLISH_BUFFER", publishBuffer, 1L, Long.MAX_VALUE);
        inRange("HEAPTIDE_PUBLISH_TIMEOUT", publishTimeout, Duration.ofSeconds(2), Duration.ofMinutes(1));
        inRange("HEAPTIDE_KAFKA_PATIENCE", kafkaPatience, Duration.ZERO, Duration.ofHours(1));
    }

    /** What holds without any setting. */
    public static GatewayConfig defaults() {
        return new GatewayConfig(
                "127.0.0.1:9092",
                "127.0.0.1",
                4317,
                4318,
                64 << 20,
                256,
                8,
                Duration.ofMillis(100),
                500_000,
                Duration.ofSeconds(8),
                Duration.ofMinutes(2));
    }

    private static void notBlank(String key, String value, String remedy) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(key + " must not be blank: " + remedy);
        }
    }

    private static <T extends Comparable<T>> void inRange(String key, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    key + " must be in [" + least + ", " + most + "], got " + value + ": choose a value in that range");
        }
    }
}
