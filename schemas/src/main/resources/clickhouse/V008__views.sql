-- The newest score of every service heard from in the last seven days. A score from more than an hour ahead is a
-- wrong clock and would hide every true one.
CREATE OR REPLACE VIEW latest_scores ${on_cluster} AS
SELECT *
FROM leak_scores
WHERE window_end >= now64(3, 'UTC') - toIntervalDay(7) AND window_end <= now64(3, 'UTC') + toIntervalHour(1)
ORDER BY service_namespace, service_name, window_end DESC, algo_version DESC, row_version DESC
LIMIT 1 BY service_namespace, service_name;

-- The services whose newest score says that they leak.
CREATE OR REPLACE VIEW current_leaks ${on_cluster} AS
SELECT
    service_namespace,
    service_name,
    service_version,
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

-- Every service with its newest score, its newest incident and its OOM kills of a day.
CREATE OR REPLACE VIEW fleet_overview ${on_cluster} AS
SELECT
    s.service_namespace AS service_namespace,
    s.service_name AS service_name,
    s.service_version AS service_version,
    s.environment AS environment,
    s.verdict AS verdict,
    s.score AS score,
    i.state AS incident_state,
    s.slope_bytes_per_hour AS slope_bytes_per_hour,
    s.level_bytes AS level_bytes,
    s.limit_bytes AS limit_bytes,
    s.time_to_limit_low_seconds AS time_to_limit_low_seconds,
    s.time_to_limit_high_seconds AS time_to_limit_high_seconds,
    s.instances AS instances,
    s.instances_leaking AS instances_leaking,
    s.share_affected AS share_affected,
    e.oom_kills AS oom_kills,
    s.first_to_die AS first_to_die,
    s.window_end AS window_end,
    greatest(0, dateDiff('second', s.window_end, now64(3, 'UTC'))) AS age_seconds
FROM latest_scores AS s
LEFT JOIN
(
    SELECT service_namespace, service_name, argMax(state, (changed_at, row_version)) AS state
    FROM leak_alerts
    GROUP BY service_namespace, service_name
) AS i ON i.service_namespace = s.service_namespace AND i.service_name = s.service_name
LEFT JOIN
(
    SELECT service_namespace, service_name, count() AS oom_kills
    FROM lifecycle_events FINAL
    WHERE type = 'oom_kill' AND occurred_at >= now64(3, 'UTC') - toIntervalDay(1)
    GROUP BY service_namespace, service_name
) AS e ON e.service_namespace = s.service_namespace AND e.service_name = s.service_name;

-- What every allocation site keeps alive and how fast that grows, over the last day, summed over the lives that
-- still report. Growth is a least-squares slope per life, unknown below three snapshots of it, and in whole bytes so that
-- rounding errors of a flat site are no growth.
CREATE OR REPLACE VIEW site_growth ${on_cluster} AS
WITH
    lives AS
    (
        SELECT
            service_namespace,
            service_name,
            fingerprint,
            type,
            service_instance_id,
            incarnation,
            argMax(site, window_end) AS site,
            argMax(service_version, window_end) AS service_version,
            max(window_end) AS last_seen,
            argMax(live_bytes, window_end) AS life_live_bytes,
            argMax(live_count, window_end) AS life_live_count,
            if(uniqExact(window_end) >= 3,
                round(tupleElement(simpleLinearRegression(dateDiff('millisecond', now64(3, 'UTC'), window_end) / 3600000, live_bytes), 1)),
                NULL) AS life_growth_bytes_per_hour,
            sum(allocated_bytes) AS life_allocated_bytes,
            sum(dateDiff('millisecond', window_start, window_end)) / 3600000 AS life_observed_hours
        FROM allocation_sites FINAL
        WHERE window_end >= now64(3, 'UTC') - toIntervalDay(1)
        GROUP BY service_namespace, service_name, fingerprint, type, service_instance_id, incarnation
    ),
    reporting AS
    (
        SELECT *
        FROM (SELECT *, max(last_seen) OVER (PARTITION BY service_namespace, service_name) AS service_last_seen FROM lives)
        WHERE last_seen >= service_last_seen - toIntervalHour(1)
    ),
    sites AS
    (
        SELECT
            service_namespace,
            service_name,
            fingerprint,
            type,
            argMax(site, last_seen) AS site_name,
            argMax(service_version, last_seen) AS newest_version,
            uniqExact(service_instance_id) AS instances,
            sum(life_live_bytes) AS live_bytes,
            sum(life_live_count) AS live_count,
            sum(life_growth_bytes_per_hour) AS growth_bytes_per_hour,
            sum(if(life_observed_hours > 0, life_allocated_bytes / life_observed_hours, 0)) AS allocated_bytes_per_hour,
            max(last_seen) AS site_last_seen
        FROM reporting
        GROUP BY service_namespace, service_name, fingerprint, type
    )
SELECT
    service_namespace,
    service_name,
    newest_version AS service_version,
    fingerprint,
    site_name AS site,
    type,
    instances,
    live_bytes,
    live_count,
    growth_bytes_per_hour,
    if(growth_bytes_per_hour > 0,
        growth_bytes_per_hour / sumIf(growth_bytes_per_hour, growth_bytes_per_hour > 0) OVER (PARTITION BY service_namespace, service_name),
        0) AS share_of_growth,
    allocated_bytes_per_hour,
    site_last_seen AS window_end
FROM sites;
