-- Which services have fallen silent?
-- @param quiet_since DateTime64(3, 'UTC') = now-15m -- nothing heard at this time or later
-- @param since DateTime64(3, 'UTC') = now-7d -- but heard from since then
-- @param limit UInt32 = 50 -- at most so many services
SELECT
    service_namespace,
    service_name,
    argMax(service_version, window_end) AS last_version,
    argMax(verdict, window_end) AS last_verdict,
    argMax(score, window_end) AS last_score,
    argMax(instances, window_end) AS last_instances,
    max(window_end) AS last_seen_at,
    greatest(0, dateDiff('second', last_seen_at, now64(3, 'UTC'))) AS silent_for_seconds
FROM leak_scores
WHERE window_end >= {since:DateTime64(3, 'UTC')}
GROUP BY service_namespace, service_name
HAVING last_seen_at < {quiet_since:DateTime64(3, 'UTC')}
ORDER BY last_seen_at DESC, service_namespace, service_name
LIMIT {limit:UInt32}
