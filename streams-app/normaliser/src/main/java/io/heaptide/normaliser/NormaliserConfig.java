package io.heaptide.normaliser;

import io.heaptide.schemas.settings.Settings;
import java.time.Duration;
import java.util.Map;

/**
 * How the normaliser runs.
 *
 * @param kafka bootstrap servers
 * @param topic where Collectors write OTLP metrics, encoded as {@code otlp_proto}
 * @param group consumer group
 * @param partitions how many partitions the topic is created with
 * @param replication of the topic, when it is created; -1 takes the broker's default
 * @param threads how many partitions are worked on at once; each thread costs a consumer
 * @param buffer readings not yet acknowledged by Kafka, beyond which no more records are taken
 * @param firstBackoff pause after a failure, doubled with each further one
 * @param longestBackoff never longer than this: how late a recovery may be noticed
 */
public record NormaliserConfig(
        String kafka,
        String topic,
        String group,
        int partitions,
        short replication,
        int threads,
        int buffer,
        Duration firstBackoff,
        Duration longestBackoff) {

    public NormaliserConfig {
        notBlank("HEAPTIDE_KAFKA", kafka);
        notBlank("HEAPTIDE_OTLP_TOPIC", topic);
        notBlank("HEAPTIDE_NORMALISER_GROUP", group);
        atLeastOne("HEAPTIDE_TOPIC_PARTITIONS", partitions);
        atLeastOne("HEAPTIDE_NORMALISER_THREADS", threads);
        atLeastOne("HEAPTIDE_NORMALISER_BUFFER", buffer);
        if (firstBackoff.isZero() || firstBackoff.isNegative() || longestBackoff.compareTo(firstBackoff) < 0) {
            throw new IllegalArgumentException("normaliser.firstBackoff must be in (0, longestBackoff " + longestBackoff
                    + "], got " + firstBackoff);
        }
    }

    /** What holds without any setting. */
    public static NormaliserConfig defaults() {
        return new NormaliserConfig(
                "127.0.0.1:9092",
                "heaptide.otlp-metrics.v1",
                "heaptide-normaliser",
                8,
                (short) -1,
                1,
                200_000,
                Duration.ofMillis(200),
                Duration.ofSeconds(10));
    }

    /**
     * Reads {@code HEAPTIDE_*}; what is absent has its default.
     *
     * @param replication of the topic, when it is created
     *
     * @throws IllegalArgumentException naming the key, the bad value and what it may be
     */
    public static NormaliserConfig fromEnvironment(Map<String, String> variables, short replication) {
        Settings settings = new Settings(variables);
        NormaliserConfig defaults = defaults();
        return new NormaliserConfig(
                settings.text("HEAPTIDE_KAFKA", defaults.kafka()),
                settings.text("HEAPTIDE_OTLP_TOPIC", defaults.topic()),
                settings.text("HEAPTIDE_NORMALISER_GROUP", defaults.group()),
                settings.number("HEAPTIDE_TOPIC_PARTITIONS", defaults.partitions()),
                replication,
                settings.number("HEAPTIDE_NORMALISER_THREADS", defaults.threads()),
                settings.number("HEAPTIDE_NORMALISER_BUFFER", defaults.buffer()),
                defaults.firstBackoff(),
                defaults.longestBackoff());
    }

    /** The pause after so many failures in a row. */
    Duration backoff(int failuresBefore) {
        Duration doubled = firstBackoff.multipliedBy(1L << Math.min(failuresBefore, 20));
        return doubled.compareTo(longestBackoff) < 0 ? doubled : longestBackoff;
    }

    private static void notBlank(String key, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(key + " must not be blank");
        }
    }

    private static void atLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, got " + value);
        }
    }
}
