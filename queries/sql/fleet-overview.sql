-- How is every service, the worst first?
-- @param since DateTime64(3, 'UTC') = now-24h -- evaluated at this time or later
-- @param limit UInt32 = 200 -- at most so many services
SELECT
    service_namespace,
    service_name,
    service_version,
    environment,
    verdict,
    score,
    incident_state,
    slope_bytes_per_hour,
    level_bytes,
    limit_bytes,
    time_to_limit_low_seconds,
    instances,
    instances_leaking,
    share_affected,
    oom_kills,
    age_seconds
FROM fleet_overview
WHERE window_end >= {since:DateTime64(3, 'UTC')}
ORDER BY score DESC, verdict = 'leaking' DESC, slope_bytes_per_hour DESC, service_namespace, service_name
LIMIT {limit:UInt32}
