-- One row is one reading of one series.
CREATE TABLE IF NOT EXISTS memory_samples ${on_cluster}
(
    service_namespace LowCardinality(String),
    service_name LowCardinality(String),
    service_version LowCardinality(String),
    service_instance_id String CODEC(ZSTD(1)),
    incarnation String CODEC(ZSTD(1)),
    environment LowCardinality(String),
    node LowCardinality(String),
    signal LowCardinality(String),
    pool LowCardinality(String),
    sampled_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    used_bytes UInt64 CODEC(Delta, ZSTD(1)),
    row_version UInt64 COMMENT 'offset of the record in Kafka: a replay writes the same' CODEC(Delta, ZSTD(1))
)
ENGINE = ${engine:ReplacingMergeTree(row_version)}
PARTITION BY toDate(sampled_at)
ORDER BY (service_namespace, service_name, service_instance_id, signal, pool, sampled_at)
TTL toDateTime(sampled_at) + toIntervalDay(${retention_days:memory_samples})
SETTINGS ttl_only_drop_parts = 1, ${deduplication};
