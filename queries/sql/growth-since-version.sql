-- Did a service's growth begin with a version?
-- @param service String -- service name, or namespace/name
-- @param version String = '' -- the version under suspicion; empty for the newest
-- @param since DateTime64(3, 'UTC') = now-30d -- look back no further
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
    versions AS
    (
        SELECT
            service_namespace,
            service_name,
            service_version,
            min(window_end) AS first_seen_at,
            max(window_end) AS last_seen_at,
            count() AS evaluations,
            countIf(verdict = 'leaking') AS evaluations_leaking,
            max(score) AS max_score,
            quantileExactInclusive(0.5)(slope_bytes_per_hour) AS median_slope_bytes_per_hour,
            argMin(level_bytes, window_end) AS first_level_bytes,
            argMax(level_bytes, window_end) AS last_level_bytes
        FROM evaluations
        GROUP BY service_namespace, service_name, service_version
    ),
    suspects AS
    (
        SELECT
            service_namespace,
            service_name,
            if({version:String} = '', max(first_seen_at), minIf(first_seen_at, service_version = {version:String})) AS suspect_first_seen_at,
            countIf(service_version = {version:String}) > 0 OR {version:String} = '' AS known
        FROM versions
        GROUP BY service_namespace, service_name
    )
SELECT
    service_namespace,
    service_name,
    service_version,
    if(first_seen_at >= suspect_first_seen_at, 'since', 'before') AS phase,
    first_seen_at,
    last_seen_at,
    evaluations,
    evaluations_leaking,
    max_score,
    median_slope_bytes_per_hour,
    first_level_bytes,
    last_level_bytes
FROM versions
INNER JOIN suspects USING (service_namespace, service_name)
WHERE known
ORDER BY service_namespace, service_name, first_seen_at
