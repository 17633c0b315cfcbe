package io.heaptide.gateway;

import io.heaptide.gateway.access.AccessConfig;
import io.heaptide.schemas.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the gateway runs.
 *
 * @param kafka bootstrap servers
 * @param host address to listen on; loopback unless told otherwise, since anybody may send where no tokens are set
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
 * @param access who may send, and TLS
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
        Duration kafkaPatience,
        AccessConfig access) {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})(KiB|MiB)?");

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
                Duration.ofMinutes(2),
                AccessConfig.open());
    }

    /**
     * Reads {@code HEAPTIDE_*}; what is absent has its default.
     *
     * @throws IllegalArgumentException naming the key, the bad value and what it may be
     */
    public static GatewayConfig fromEnvironment(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        GatewayConfig defaults = defaults();
        return new GatewayConfig(
                settings.text("HEAPTIDE_KAFKA", defaults.kafka()),
                settings.text("HEAPTIDE_OTLP_HOST", defaults.host()),
                settings.number("HEAPTIDE_OTLP_GRPC_PORT", defaults.grpcPort()),
                settings.number("HEAPTIDE_OTLP_HTTP_PORT", defaults.httpPort()),
                settings.parsed("HEAPTIDE_OTLP_MAX_BYTES", defaults.maxRequestBytes(), GatewayConfig::size),
                settings.number("HEAPTIDE_OTLP_MAX_IN_FLIGHT", defaults.maxInFlight()),
                settings.number("HEAPTIDE_TOPIC_PARTITIONS", defaults.topicPartitions()),
                settings.duration("HEAPTIDE_PUBLISH_LINGER", defaults.publishLinger()),
                settings.parsed("HEAPTIDE_PUBLISH_BUFFER", defaults.publishBuffer(), Long::valueOf),
                settings.duration("HEAPTIDE_PUBLISH_TIMEOUT", defaults.publishTimeout()),
                settings.duration("HEAPTIDE_KAFKA_PATIENCE", defaults.kafkaPatience()),
                AccessConfig.from(settings));
    }

    private static int size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("it is a size such as 64MiB");
        }
        long unit = "MiB".equals(matcher.group(2)) ? 1 << 20 : "KiB".equals(matcher.group(2)) ? 1 << 10 : 1;
        long bytes = Long.parseLong(matcher.group(1)) * unit;
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("it is a size such as 64MiB, below 2048MiB");
        }
        return (int) bytes;
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
