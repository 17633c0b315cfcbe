-- Which instances are worst, each by the series that says most?
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
    node,
    verdict,
    score,
    signal,
    pool,
    level_bytes,
    slope_bytes_per_hour,
    limit_bytes,
    time_to_limit_low_seconds,
    window_end
FROM
(
    SELECT *
    FROM latest
    ORDER BY service_namespace, service_name, service_instance_id, score DESC, slope_bytes_per_hour DESC, signal, pool
    LIMIT 1 BY service_namespace, service_name, service_instance_id
)
ORDER BY score DESC, slope_bytes_per_hour DESC, service_namespace, service_name, service_instance_id
LIMIT {limit:UInt32}
