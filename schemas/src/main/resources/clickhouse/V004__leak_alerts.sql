-- One row is one change of state of one incident, with the score that caused it.
CREATE TABLE IF NOT EXISTS leak_alerts ${on_cluster}
(
    service_namespace LowCardinality(String),
    service_name LowCardinality(String),
    service_version LowCardinality(String),
    environment LowCardinality(String),
    incident_id String,
    changed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    opened_at DateTime64(3, 'UTC'),
    state LowCardinality(String),
    previous_state LowCardinality(String) COMMENT 'empty for the first state',
    reason LowCardinality(String),
    verdict LowCardinality(String),
    score Float64,
    signal LowCardinality(String),
    instances UInt32,
    instances_leaking UInt32,
    instances_suspect UInt32,
    share_affected Float64,
    level_bytes Float64,
    slope_bytes_per_hour Float64,
    slope_low_bytes_per_hour Float64,
    slope_high_bytes_per_hour Float64,
    limit_bytes Nullable(Float64),
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
PARTITION BY toYYYYMM(changed_at)
ORDER BY (service_namespace, service_name, incident_id, changed_at, state)
TTL toDateTime(changed_at) + toIntervalDay(${retention_days:leak_alerts})
SETTINGS ttl_only_drop_parts = 1, ${deduplication};
