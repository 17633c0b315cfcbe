-- How much did each life of a new version grow, and of the one before it up to the same age?
-- @param service String -- service name, or namespace/name where the name alone is not unique
-- @param version String -- the new version
-- @param against String = '' -- the version to compare with; empty for the last one that ran before
-- @param lives UInt32 = 2 -- lives of each version that must have reached the age
-- @param warm_up_minutes UInt32 = 10 -- younger than this a process is still starting up
-- @param since DateTime64(3, 'UTC') = now-14d -- look back no further
-- @param limit UInt32 = 100 -- at most so many lives of a version, the newest
WITH
    readings AS
    (
        SELECT
            service_version, service_instance_id, incarnation, signal, pool, window_start, window_end, started_at, level_bytes AS level, limit_bytes AS room
        FROM series_trends
        WHERE {service:String} IN (service_name, concat(service_namespace, '/', service_name))
            AND window_end >= {since:DateTime64(3, 'UTC')} AND service_version != '' AND level > 0
        ORDER BY service_namespace, service_name, service_instance_id, signal, pool, window_end, algo_version DESC, row_version DESC
        LIMIT 1 BY service_namespace, service_name, service_instance_id, signal, pool, window_end
    ),
    (SELECT minOrNull(window_end) FROM readings WHERE service_version = {version:String}) AS new_since,
    (
        SELECT argMax(service_version, last_seen_at)
        FROM (SELECT service_version, min(window_end) AS first_seen_at, max(window_end) AS last_seen_at FROM readings GROUP BY service_version)
        WHERE service_version != {version:String} AND first_seen_at <= ifNull(new_since, first_seen_at)
    ) AS ran_before,
    if({against:String} = '', ifNull(ran_before, ''), {against:String}) AS running,
    (
        SELECT argMax(signal, window_end)
        FROM leak_scores
        WHERE {service:String} IN (service_name, concat(service_namespace, '/', service_name))
            AND window_end >= {since:DateTime64(3, 'UTC')} AND signal != ''
    ) AS deciding_signal,
    aged AS
    (
        SELECT
            *,
            dateDiff('millisecond', min(ifNull(started_at, window_start)) OVER (PARTITION BY service_version, service_instance_id, incarnation, signal, pool), window_end) / 3600000 AS at_age_hours
        FROM readings
        WHERE service_version IN ({version:String}, running)
    ),
    reached AS
    (
        SELECT service_version, service_instance_id, incarnation, signal, pool, max(at_age_hours) AS reached_age_hours
        FROM aged
        GROUP BY service_version, service_instance_id, incarnation, signal, pool
    ),
    common AS -- the age that enough lives of the younger version have reached
    (
        SELECT signal, pool, min(enough_reached) AS common_age_hours
        FROM
        (
            SELECT signal, pool, arrayElement(arrayReverseSort(groupArray(reached_age_hours)), least({lives:UInt32}, count())) AS enough_reached
            FROM reached
            GROUP BY service_version, signal, pool
        )
        GROUP BY signal, pool
    )
SELECT
    service_version,
    service_version = {version:String} AS is_new,
    signal,
    pool,
    ifNull(signal = deciding_signal, false) AS is_deciding,
    service_instance_id,
    incarnation,
    max(at_age_hours) AS age_hours,
    any(common_age_hours) AS compared_age_hours,
    countIf(is_compared) AS evaluations,
    if(evaluations >= 3, tupleElement(simpleLinearRegressionIf(at_age_hours, level, is_compared), 1), NULL) AS slope_bytes_per_hour,
    argMaxIf(level, at_age_hours, is_compared) AS level_bytes,
    argMax(room, at_age_hours) AS limit_bytes,
    max(window_end) AS last_seen_at
FROM
(
    SELECT
        *,
        at_age_hours * 60 >= {warm_up_minutes:UInt32} AND at_age_hours <= common_age_hours AS is_compared
    FROM aged
    INNER JOIN common USING (signal, pool)
)
GROUP BY service_version, signal, pool, service_instance_id, incarnation
ORDER BY is_new DESC, is_deciding DESC, signal, pool, last_seen_at DESC, service_instance_id, incarnation
LIMIT {limit:UInt32} BY service_version, signal, pool
