-- Which instances reach their memory limit first, and when?
-- @param service String = '' -- service name, or namespace/name; empty for all
-- @param since DateTime64(3, 'UTC') = now-1h -- evaluated at this time or later
-- @param limit UInt32 = 20 -- at most so many instances
WITH latest AS
(
    SELECT *
    FROM series_trends
    WHERE window_end >= {since:DateTime64(3, 'UTC')}
        AND {service:String} IN ('', service_name, concat(service_namespace, '/', service_name))
    ORDER BY service_namespace, service_name, service_instance_id, signal, pool, window_end DESC, algo_version DESC, row_version DESC
    LIMIT 1 BY service_namespace, service_name, service_instance_id, signal, pool
)
SELECT
    service_namespace,
    service_name,
    service_instance_id,
    service_version,
    verdict,
    signal,
    pool,
    level_bytes,
    limit_bytes,
    slope_bytes_per_hour,
    addMilliseconds(window_end, toInt64(least(assumeNotNull(time_to_limit_low_seconds), 1e9) * 1000)) AS limit_earliest_at,
    if(time_to_limit_high_seconds IS NULL OR time_to_limit_high_seconds > 1e9, NULL,
        addMilliseconds(window_end, toInt64(assumeNotNull(time_to_limit_high_seconds) * 1000))) AS limit_latest_at,
    time_to_limit_low_seconds,
    time_to_limit_high_seconds,
    window_end
FROM
(
    SELECT *
    FROM latest
    WHERE time_to_limit_low_seconds IS NOT NULL
    ORDER BY service_namespace, service_name, service_instance_id, time_to_limit_low_seconds, signal, pool
    LIMIT 1 BY service_namespace, service_name, service_instance_id
)
ORDER BY limit_earliest_at, service_namespace, service_name, service_instance_id
LIMIT {limit:UInt32}
