package io.heaptide.clickhouse;

import java.util.Map;

/**
 * Everything the sink needs to know.
 *
 * @param kafka Kafka client properties; {@code bootstrap.servers} at least
 * @param group start of each consumer group's name; each table has a group of its own, so each can be rewound alone
 * @param target server, user and database
 * @param schema how the tables are made
 * @param samples whether raw samples are stored too: by far the largest table, and no verdict needs it
 * @param batch when a batch is written
 * @param backoff how failures are retried
 */
public record SinkConfig(
        Map<String, String> kafka,
        String group,
        ClickHouseTarget target,
        SchemaOptions schema,
        boolean samples,
        BatchPolicy batch,
        BackoffPolicy backoff) {

    /** Start of the consumer groups' names unless told otherwise. */
    public static final String DEFAULT_GROUP = "heaptide-clickhouse";

    public SinkConfig {
        kafka = Map.copyOf(kafka);
        if (kafka.getOrDefault("bootstrap.servers", "").isBlank()) {
            throw new IllegalArgumentException("kafka must name bootstrap.servers");
        }
        if (group.isBlank()) {
            throw new IllegalArgumentException("sink.group must not be empty");
        }
    }

    /** Defaults for all but where Kafka and ClickHouse are. */
    public static SinkConfig of(String bootstrapServers, ClickHouseTarget target) {
        return new SinkConfig(
                Map.of("bootstrap.servers", bootstrapServers),
                DEFAULT_GROUP,
                target,
                SchemaOptions.defaults(),
                true,
                BatchPolicy.defaults(),
                BackoffPolicy.defaults());
    }

    /**
     * Reads {@code HEAPTIDE_*} keys; what is absent has its default.
     *
     * @throws IllegalArgumentException naming the key whose value cannot be used
     */
    public static SinkConfig fromEnvironment(Map<String, String> environment) {
        return new SinkEnvironment(environment).config();
    }

    /** The same configuration with another group. */
    public SinkConfig withGroup(String name) {
        return new SinkConfig(kafka, name, target, schema, samples, batch, backoff);
    }

    /** The same configuration with other batches. */
    public SinkConfig withBatch(BatchPolicy policy) {
        return new SinkConfig(kafka, group, target, schema, samples, policy, backoff);
    }

    /** The same configuration with raw samples stored or not. */
    public SinkConfig withSamples(boolean stored) {
        return new SinkConfig(kafka, group, target, schema, stored, batch, backoff);
    }

    /** The same configuration with other retries. */
    public SinkConfig withBackoff(BackoffPolicy policy) {
        return new SinkConfig(kafka, group, target, schema, samples, batch, policy);
    }
}
