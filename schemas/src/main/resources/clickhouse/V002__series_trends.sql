-- One row is one series' state at one evaluation.
CREATE TABLE IF NOT EXISTS series_trends ${on_cluster}
(
    service_namespace LowCardinality(String),
    service_name LowCardinality(String),
    service_version LowCardinality(String),
    service_instance_id String CODEC(ZSTD(1)),
    incarnation String CODEC(ZSTD(1)),
    started_at Nullable(DateTime64(3, 'UTC')) COMMENT 'start of this life, if known',
    environment LowCardinality(String),
    node LowCardinality(String),
    labels Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    signal LowCardinality(String),
    pool LowCardinality(String),
    window_start DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    window_end DateTime64(3, 'UTC') COMMENT 'exclusive' CODEC(Delta, ZSTD(1)),
    verdict LowCardinality(String),
    score Float64 COMMENT '0 to 100',
    samples UInt64,
    panes UInt32,
    level_bytes Float64 COMMENT 'fitted level at window_end',
    slope_bytes_per_hour Float64,
    slope_low_bytes_per_hour Float64 COMMENT '95 % interval',
    slope_high_bytes_per_hour Float64,
    limit_bytes Nullable(Float64),
    time_to_limit_low_seconds Nullable(Float64),
    time_to_limit_high_seconds Nullable(Float64),
    horizons Array(Tuple(
        window_start DateTime64(3, 'UTC'),
        panes UInt32,
        slope_bytes_per_hour Float64,
        slope_low_bytes_per_hour Float64,
        slope_high_bytes_per_hour Float64)),
    reasons Array(Tuple(name LowCardinality(String), value Float64, threshold Float64, passed Bool)),
    algo_version UInt32,
    row_version UInt64 CODEC(Delta, ZSTD(1))
)
ENGINE = ${engine:ReplacingMergeTree(row_version)}
PARTITION BY toMonday(window_end)
ORDER BY (service_namespace, service_name, service_instance_id, signal, pool, window_end, algo_version)
TTL toDateTime(window_end) + toIntervalDay(${retention_days:series_trends})
SETTINGS ttl_only_drop_parts = 1, ${deduplication};
