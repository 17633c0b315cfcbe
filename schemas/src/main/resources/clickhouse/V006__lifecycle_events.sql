-- One row is one beginning, end or change of a life of an instance.
CREATE TABLE IF NOT EXISTS lifecycle_events ${on_cluster}
(
    service_namespace LowCardinality(String),
    service_name LowCardinality(String),
    service_version LowCardinality(String),
    service_instance_id String CODEC(ZSTD(1)),
    incarnation String CODEC(ZSTD(1)),
    started_at Nullable(DateTime64(3, 'UTC')),
    environment LowCardinality(String),
    node LowCardinality(String),
    labels Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    type LowCardinality(String) COMMENT 'unknown, start, stop, oom_kill, deploy, limit_change',
    occurred_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    reason String CODEC(ZSTD(1)),
    limit_bytes Nullable(UInt64) COMMENT 'the limit that holds from now on',
    row_version UInt64 CODEC(Delta, ZSTD(1))
)
ENGINE = ${engine:ReplacingMergeTree(row_version)}
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (service_namespace, service_name, occurred_at, service_instance_id, type)
TTL toDateTime(occurred_at) + toIntervalDay(${retention_days:lifecycle_events})
SETTINGS ttl_only_drop_parts = 1, ${deduplication};
