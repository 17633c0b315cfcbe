-- One row is one allocation site in one snapshot of one instance, already unsampled.
CREATE TABLE IF NOT EXISTS allocation_sites ${on_cluster}
(
    service_namespace LowCardinality(String),
    service_name LowCardinality(String),
    service_version LowCardinality(String),
    service_instance_id String CODEC(ZSTD(1)),
    incarnation String CODEC(ZSTD(1)),
    environment LowCardinality(String),
    node LowCardinality(String),
    source LowCardinality(String) COMMENT 'format or tool: jfr, jemalloc, pprof, ...',
    window_start DateTime64(3, 'UTC') COMMENT 'allocated_* cover [window_start, window_end)' CODEC(Delta, ZSTD(1)),
    window_end DateTime64(3, 'UTC') COMMENT 'live_* hold at this instant' CODEC(Delta, ZSTD(1)),
    incomplete Bool COMMENT 'the snapshot was cut off',
    fingerprint String COMMENT 'identity of the site across builds',
    site String COMMENT 'the blamed frame' CODEC(ZSTD(1)),
    type LowCardinality(String) COMMENT 'type of the allocated objects, empty if unknown',
    frames Array(String) COMMENT 'innermost first' CODEC(ZSTD(1)),
    allocated_bytes Float64,
    allocated_count Float64,
    live_bytes Float64,
    live_count Float64,
    live_bytes_error Float64 COMMENT 'standard error of live_bytes from sampling',
    row_version UInt64 CODEC(Delta, ZSTD(1))
)
ENGINE = ${engine:ReplacingMergeTree(row_version)}
PARTITION BY toMonday(window_end)
ORDER BY (service_namespace, service_name, fingerprint, type, service_instance_id, source, window_end)
TTL toDateTime(window_end) + toIntervalDay(${retention_days:allocation_sites})
SETTINGS ttl_only_drop_parts = 1, ${deduplication};
