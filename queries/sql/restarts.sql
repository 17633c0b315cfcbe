-- Which services restarted or were OOM killed?
-- @param service String = '' -- service name, or namespace/name; empty for all
-- @param since DateTime64(3, 'UTC') = now-24h -- at this time or later
-- @param limit UInt32 = 50 -- at most so many services
WITH
    events AS
    (
        SELECT
            service_namespace,
            service_name,
            countIf(type = 'start') AS starts,
            countIf(type = 'stop') AS stops,
            countIf(type = 'oom_kill') AS oom_kills,
            maxIf(toNullable(occurred_at), type = 'oom_kill') AS last_oom_kill_at,
            0 AS new_lives
        FROM lifecycle_events FINAL
        WHERE occurred_at >= {since:DateTime64(3, 'UTC')} AND type IN ('start', 'stop', 'oom_kill')
        GROUP BY service_namespace, service_name
    ),
    lives AS
    (
        SELECT service_namespace, service_name, sum(lives - 1) AS new_lives
        FROM
        (
            SELECT service_namespace, service_name, service_instance_id, uniqExact(incarnation) AS lives
            FROM series_trends
            WHERE window_end >= {since:DateTime64(3, 'UTC')} AND incarnation != ''
            GROUP BY service_namespace, service_name, service_instance_id
        )
        GROUP BY service_namespace, service_name
    )
SELECT
    service_namespace,
    service_name,
    sum(lives_seen) AS restarts_seen,
    sum(starts_seen) AS starts,
    sum(stops_seen) AS stops,
    sum(oom_kills_seen) AS oom_kills,
    max(last_oom) AS last_oom_kill_at
FROM
(
    SELECT service_namespace, service_name, new_lives AS lives_seen, starts AS starts_seen, stops AS stops_seen, oom_kills AS oom_kills_seen, last_oom_kill_at AS last_oom
    FROM events
    UNION ALL
    SELECT service_namespace, service_name, new_lives, 0, 0, 0, NULL
    FROM lives
    WHERE new_lives > 0
)
WHERE {service:String} IN ('', service_name, concat(service_namespace, '/', service_name))
GROUP BY service_namespace, service_name
ORDER BY oom_kills DESC, restarts_seen DESC, starts DESC, service_namespace, service_name
LIMIT {limit:UInt32}
