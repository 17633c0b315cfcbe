-- One row is one service at one evaluation, pooled over its instances.
CREATE TABLE IF NOT EXISTS leak_scores ${on_cluster}
(
    service_namespace LowCardinality(String),
    service_name LowCardinality(String),
    service_version LowCardinality(String) COMMENT 'the version most instances run',
    environment LowCardinality(String),
    window_start DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    window_end DateTime64(3, 'UTC') COMMENT 'event time of the evaluation' CODEC(Delta, ZSTD(1)),
    verdict LowCardinality(String),
    score Float64 COMMENT '0 to 100',
    signal LowCardinality(String) COMMENT 'the signal that decided',
    instances UInt32,
    instances_leaking UInt32,
    instances_suspect UInt32,
    share_affected Float64 COMMENT '0 to 1',
    level_bytes Float64 COMMENT 'mean fitted level of an instance',
    slope_bytes_per_hour Float64 COMMENT 'pooled within instances, per instance',
    slope_low_bytes_per_hour Float64,
    slope_high_bytes_per_hour Float64,
    limit_bytes Nullable(Float64) COMMENT 'of the first instance to die',
    time_to_limit_low_seconds Nullable(Float64),
    time_to_limit_high_seconds Nullable(Float64),
    first_to_die String,
    reasons Array(Tuple(name LowCardinality(String), value Float64, threshold Float64, passed Bool)),
    top_sites Array(Tuple(
        fingerprint String,
        site String,
        type String,
        live_bytes Float64,
        growth_bytes_per_hour Float64,
        share_of_growth Float64)),
    algo_version UInt32,
    row_version UInt64 CODEC(Delta, ZSTD(1))
)
ENGINE = ${engine:ReplacingMergeTree(row_version)}
PARTITION BY toYYYYMM(window_end)
ORDER BY (service_namespace, service_name, window_end, algo_version)
TTL toDateTime(window_end) + toIntervalDay(${retention_days:leak_scores})
SETTINGS ttl_only_drop_parts = 1, ${deduplication};
