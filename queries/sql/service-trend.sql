-- How did one service develop?
-- @param service String -- service name, or namespace/name
-- @param since DateTime64(3, 'UTC') = now-24h -- from this time on
-- @param points UInt32 = 40 -- spread over about so many rows, each the last evaluation of its stretch
WITH
    evaluations AS
    (
        SELECT *
        FROM leak_scores
        WHERE {service:String} IN (service_name, concat(service_namespace, '/', service_name))
            AND window_end >= {since:DateTime64(3, 'UTC')}
        ORDER BY service_namespace, service_name, window_end, algo_version DESC, row_version DESC
        LIMIT 1 BY service_namespace, service_name, window_end
    ),
    (
        SELECT greatest(1, intDiv(dateDiff('second', min(window_end), max(window_end)), greatest(1, {points:UInt32})))
        FROM evaluations
    ) AS stretch_seconds
SELECT
    service_namespace,
    service_name,
    window_end,
    service_version,
    verdict,
    score,
    level_bytes,
    slope_bytes_per_hour,
    slope_low_bytes_per_hour,
    slope_high_bytes_per_hour,
    time_to_limit_low_seconds,
    instances,
    instances_leaking
FROM evaluations
ORDER BY service_namespace, service_name, window_end DESC
LIMIT 1 BY service_namespace, service_name, intDiv(toUnixTimestamp(window_end), stretch_seconds)
