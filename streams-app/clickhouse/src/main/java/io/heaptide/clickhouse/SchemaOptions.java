package io.heaptide.clickhouse;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How the tables are made.
 *
 * @param replicated ReplicatedMergeTree family instead of plain MergeTree; the server's macros {@code shard} and
 *     {@code replica} name each copy
 * @param cluster where given, every statement runs {@code ON CLUSTER} of it
 * @param retentionDays days that each table keeps its rows, by table name
 */
public record SchemaOptions(boolean replicated, Optional<String> cluster, Map<String, Integer> retentionDays) {

    /** Days that each table keeps its rows unless told otherwise. */
    public static final Map<String, Integer> DEFAULT_RETENTION_DAYS = Map.of(
            "memory_samples", 3,
            "series_trends", 30,
            "leak_scores", 400,
            "leak_alerts", 400,
            "allocation_sites", 90,
            "lifecycle_events", 400,
            "dead_letters", 30);

    private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9_.-]+|\\{[A-Za-z0-9_]+}");

    public SchemaOptions {
        cluster.filter(name -> !CLUSTER.matcher(name).matches()).ifPresent(name -> {
            throw new IllegalArgumentException("clickhouse.cluster must be a plain name or a {macro}, got " + name);
        });
        retentionDays.forEach(SchemaOptions::check);
        Map<String, Integer> all = new TreeMap<>(DEFAULT_RETENTION_DAYS);
        all.putAll(retentionDays);
        retentionDays = Map.copyOf(all);
    }

    /** One server, plain MergeTree, default retention. */
    public static SchemaOptions defaults() {
        return new SchemaOptions(false, Optional.empty(), Map.of());
    }

    private static void check(String table, int days) {
        if (!DEFAULT_RETENTION_DAYS.containsKey(table)) {
            throw new IllegalArgumentException("clickhouse.retention-days names no table: " + table + "; there are "
                    + new TreeMap<>(DEFAULT_RETENTION_DAYS).keySet());
        }
        if (days < 1) {
            throw new IllegalArgumentException(
                    "clickhouse.retention-days of " + table + " must be at least 1, got " + days);
        }
    }
}
