-- One row is one record, or a part of one, that could not be used.
CREATE TABLE IF NOT EXISTS dead_letters ${on_cluster}
(
    refused_at DateTime64(3, 'UTC') COMMENT 'the record''s own time' CODEC(Delta, ZSTD(1)),
    component LowCardinality(String) COMMENT 'who refused it',
    topic LowCardinality(String),
    record_partition Int32,
    record_offset Int64,
    reason LowCardinality(String),
    detail String CODEC(ZSTD(1)),
    record_key Nullable(String) CODEC(ZSTD(1)),
    record_value Nullable(String) COMMENT 'raw bytes, cut at 256 KiB' CODEC(ZSTD(1)),
    row_version UInt64 CODEC(Delta, ZSTD(1))
)
ENGINE = ${engine:ReplacingMergeTree(row_version)}
PARTITION BY toMonday(refused_at)
ORDER BY (refused_at, topic, record_partition, record_offset, component, reason, detail)
TTL toDateTime(refused_at) + toIntervalDay(${retention_days:dead_letters})
SETTINGS ttl_only_drop_parts = 1, ${deduplication};
