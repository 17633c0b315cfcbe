-- The version with which a service's growth began, beside the version that it runs.
ALTER TABLE leak_scores ${on_cluster} ADD COLUMN IF NOT EXISTS since_version LowCardinality(String)
    COMMENT 'the version with which the growth began, empty if that is not known' AFTER service_version;
ALTER TABLE leak_alerts ${on_cluster} ADD COLUMN IF NOT EXISTS since_version LowCardinality(String)
    COMMENT 'the version with which the growth began, empty if that is not known' AFTER service_version;

-- A view keeps the columns that its tables had when it was made.
CREATE OR REPLACE VIEW latest_scores ${on_cluster} AS
SELECT *
FROM leak_scores
WHERE window_end >= now64(3, 'UTC') - toIntervalDay(7) AND window_end <= now64(3, 'UTC') + toIntervalHour(1)
ORDER BY service_namespace, service_name, window_end DESC, algo_version DESC, row_version DESC
LIMIT 1 BY service_namespace, service_name;

CREATE OR REPLACE VIEW current_leaks ${on_cluster} AS
SELECT
    service_namespace,
    service_name,
    service_version,
    since_version,
    environment,
    window_start,
    window_end,
    verdict,
    score,
    signal,
    instances,
    instances_leaking,
    instances_suspect,
    share_affected,
    level_bytes,
    slope_bytes_per_hour,
    slope_low_bytes_per_hour,
    slope_high_bytes_per_hour,
    limit_bytes,
    time_to_limit_low_seconds,
    time_to_limit_high_seconds,
    first_to_die,
    arrayElement(top_sites.site, 1) AS top_site,
    arrayElement(top_sites.type, 1) AS top_site_type,
    algo_version
FROM latest_scores
WHERE verdict = 'leaking';
