-- Which sites explain a service's growth, how surely, and since which version?
-- @param service String = '' -- service name, or namespace/name; empty for every one that is leaking or suspect
-- @param limit UInt32 = 5 -- at most so many sites a service
WITH
    scores AS
    (
        SELECT service_namespace, service_name, since_version, window_start, window_end, verdict, slope_bytes_per_hour AS service_slope
        FROM latest_scores
        WHERE if({service:String} = '', verdict IN ('leaking', 'suspect'), {service:String} IN (service_name, concat(service_namespace, '/', service_name)))
    ),
    snapshots AS -- those within the verdict's window, and the last before it: where they are days apart, no other tells
    (
        SELECT *
        FROM
        (
            SELECT
                site_row.service_namespace AS service_namespace, site_row.service_name AS service_name,
                (site_row.service_instance_id, site_row.incarnation, site_row.source) AS life,
                toUnixTimestamp64Milli(site_row.window_end) AS at_millis, fingerprint, type, site, live_bytes, live_bytes_error,
                maxIf(toUnixTimestamp64Milli(site_row.window_end), site_row.window_end <= scores.window_start)
                    OVER (PARTITION BY site_row.service_namespace, site_row.service_name, site_row.service_instance_id, site_row.incarnation, site_row.source) AS last_before
            FROM (SELECT * FROM allocation_sites FINAL) AS site_row
            INNER JOIN scores ON scores.service_namespace = site_row.service_namespace AND scores.service_name = site_row.service_name
            WHERE site_row.window_end <= scores.window_end + toIntervalHour(1) AND site_row.window_end >= scores.window_start - toIntervalDay(14)
        )
        WHERE at_millis >= last_before
    ),
    lives AS
    (
        SELECT service_namespace, service_name, life, arraySort(groupUniqArray(at_millis)) AS times
        FROM snapshots
        GROUP BY service_namespace, service_name, life
        HAVING length(times) >= 2
    ),
    readings AS -- a site that a snapshot does not have holds nothing then
    (
        SELECT
            service_namespace, service_name, life, fingerprint, type, site,
            arrayJoin(arrayMap(time -> ((time - times[1]) / 3600000, live_at[time], error_at[time]), times)) AS reading
        FROM
        (
            SELECT
                service_namespace, service_name, life, fingerprint, type, argMax(site, at_millis) AS site,
                mapFromArrays(groupArray(at_millis), groupArray(live_bytes)) AS live_at,
                mapFromArrays(groupArray(at_millis), groupArray(live_bytes_error)) AS error_at
            FROM snapshots
            GROUP BY service_namespace, service_name, life, fingerprint, type
        ) AS site_row
        INNER JOIN lives USING (service_namespace, service_name, life)
    ),
    slopes AS -- least squares; its error is by the scatter about the line, or by sampling where that is more
    (
        SELECT
            service_namespace, service_name, life, fingerprint, type, any(site) AS site_name,
            count() AS life_snapshots,
            varPop(reading.1) * life_snapshots AS hours_squared,
            covarPop(reading.1, reading.2) / varPop(reading.1) AS slope,
            greatest(0., varPop(reading.2) * life_snapshots - slope * slope * hours_squared) AS scatter,
            greatest(if(life_snapshots > 2, scatter / (life_snapshots - 2), 0.), avg(reading.3 * reading.3)) / hours_squared AS slope_variance
        FROM readings
        GROUP BY service_namespace, service_name, life, fingerprint, type
    ),
    sites AS -- an instance's mean, as the service's slope is
    (
        SELECT
            service_namespace, service_name, fingerprint, type, any(site_name) AS site,
            sum(slope) / any(all_lives) AS growth_bytes_per_hour,
            sqrt(sum(slope_variance)) / any(all_lives) AS growth_error_bytes_per_hour,
            max(life_snapshots) AS most_snapshots,
            count() AS instances
        FROM slopes
        INNER JOIN (SELECT service_namespace, service_name, count() AS all_lives FROM lives GROUP BY service_namespace, service_name) AS counted
            USING (service_namespace, service_name)
        GROUP BY service_namespace, service_name, fingerprint, type
    )
SELECT
    service_namespace,
    service_name,
    verdict,
    since_version,
    site,
    type,
    growth_bytes_per_hour,
    growth_error_bytes_per_hour,
    if(growth_bytes_per_hour > 0, growth_bytes_per_hour / sumIf(growth_bytes_per_hour, growth_bytes_per_hour > 0) OVER (PARTITION BY service_namespace, service_name), 0) AS share_of_growth,
    service_slope AS slope_bytes_per_hour,
    if(service_slope > 0, growth_bytes_per_hour / service_slope, NULL) AS share_of_slope,
    most_snapshots AS snapshots,
    instances,
    fingerprint,
    window_start,
    window_end
FROM sites
INNER JOIN scores USING (service_namespace, service_name)
ORDER BY service_namespace, service_name, growth_bytes_per_hour DESC, fingerprint, type
LIMIT {limit:UInt32} BY service_namespace, service_name
