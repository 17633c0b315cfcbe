package io.heaptide.clickhouse;

import io.heaptide.schemas.settings.Settings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

    private static final Pattern TABLE_DAYS = Pattern.compile("([^=]*[^=\\s])\\s*=\\s*(\\d{1,9})");

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
        Settings settings = new Settings(environment);
        BatchPolicy batch = BatchPolicy.defaults();
        return new SinkConfig(
                Map.of("bootstrap.servers", settings.text("HEAPTIDE_KAFKA", "127.0.0.1:9092")),
                settings.text("HEAPTIDE_SINK_GROUP", DEFAULT_GROUP),
                target(settings),
                schema(settings),
                settings.onOff("HEAPTIDE_CLICKHOUSE_SAMPLES", true),
                new BatchPolicy(
                        settings.number("HEAPTIDE_SINK_ROWS", batch.maxRows()),
                        batch.maxBytes(),
                        settings.duration("HEAPTIDE_SINK_FLUSH", batch.flush())),
                BackoffPolicy.defaults());
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

    private static ClickHouseTarget target(Settings settings) {
        return new ClickHouseTarget(
                settings.url("HEAPTIDE_CLICKHOUSE_URL", URI.create("http://127.0.0.1:8123")),
                settings.text("HEAPTIDE_CLICKHOUSE_USER", "heaptide"),
                settings.secret("HEAPTIDE_CLICKHOUSE_PASSWORD"),
                settings.text("HEAPTIDE_CLICKHOUSE_DATABASE", "heaptide"));
    }

    private static SchemaOptions schema(Settings settings) {
        return new SchemaOptions(
                settings.onOff("HEAPTIDE_CLICKHOUSE_REPLICATED", false),
                settings.text("HEAPTIDE_CLICKHOUSE_CLUSTER"),
                settings.list("HEAPTIDE_CLICKHOUSE_RETENTION_DAYS", List.of(), SinkConfig::tableDays).stream()
                        .collect(Collectors.toMap(Entry::getKey, Entry::getValue, (first, last) -> last)));
    }

    private static Entry<String, Integer> tableDays(String entry) {
        Matcher matcher = TABLE_DAYS.matcher(entry);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("it is table=days,table=days");
        }
        return Map.entry(matcher.group(1), Integer.valueOf(matcher.group(2)));
    }
}
