-- Which services leak now, worst first?
-- @param since DateTime64(3, 'UTC') = now-24h -- evaluated at this time or later
-- @param limit UInt32 = 50 -- at most so many services
SELECT
    service_namespace,
    service_name,
    service_version,
    since_version,
    verdict,
    score,
    slope_bytes_per_hour,
    level_bytes,
    limit_bytes,
    time_to_limit_low_seconds,
    time_to_limit_high_seconds,
    instances_leaking,
    instances,
    first_to_die,
    top_site,
    window_end
FROM current_leaks
WHERE window_end >= {since:DateTime64(3, 'UTC')}
ORDER BY score DESC, slope_bytes_per_hour DESC, service_namespace, service_name
LIMIT {limit:UInt32}
