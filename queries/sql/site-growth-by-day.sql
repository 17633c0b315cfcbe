-- How much more does each allocation site keep alive than the day before?
-- @param service String -- service name, or namespace/name
-- @param since DateTime64(3, 'UTC') = now-30d -- from this day on
-- @param sites UInt32 = 10 -- at most so many sites a day, those that grew most
WITH
    newest AS -- of each day: the last snapshot of an instance's tool, and all sites in it
    (
        SELECT *, toDate(window_end) AS day
        FROM allocation_sites FINAL
        WHERE {service:String} IN (service_name, concat(service_namespace, '/', service_name))
            AND window_end >= toStartOfDay({since:DateTime64(3, 'UTC')})
            AND NOT endsWith(source, '-trace') -- which tells only what was allocated while it went on
            AND (service_namespace, service_name, service_instance_id, source, window_end) IN
            (
                SELECT service_namespace, service_name, service_instance_id, source, max(window_end)
                FROM allocation_sites
                WHERE window_end >= toStartOfDay({since:DateTime64(3, 'UTC')})
                GROUP BY service_namespace, service_name, service_instance_id, source, toDate(window_end)
            )
    ),
    days AS -- a day that has no snapshot is no day: growth is told against the last one that has
    (
        SELECT
            service_namespace,
            service_name,
            service_instance_id,
            source,
            day,
            any(service_version) AS service_version,
            lagInFrame(toNullable(day)) OVER (PARTITION BY service_namespace, service_name, service_instance_id, source ORDER BY day
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS day_before
        FROM newest
        GROUP BY service_namespace, service_name, service_instance_id, source, day
    ),
    changes AS -- a site that is missing on one of the two days holds nothing then
    (
        SELECT
            days.service_namespace AS service_namespace, days.service_name AS service_name, days.service_version AS service_version,
            days.day AS day, assumeNotNull(days.day_before) AS day_before, days.service_instance_id AS service_instance_id,
            site_row.fingerprint AS fingerprint, site_row.type AS type, site_row.site AS site,
            site_row.live_bytes AS live, 0. AS live_before, site_row.live_bytes_error AS error
        FROM days
        INNER JOIN newest AS site_row ON site_row.service_namespace = days.service_namespace AND site_row.service_name = days.service_name
            AND site_row.service_instance_id = days.service_instance_id AND site_row.source = days.source AND site_row.day = days.day
        WHERE days.day_before IS NOT NULL
        UNION ALL
        SELECT
            days.service_namespace, days.service_name, days.service_version,
            days.day, assumeNotNull(days.day_before), days.service_instance_id,
            site_row.fingerprint, site_row.type, site_row.site,
            0., site_row.live_bytes, site_row.live_bytes_error
        FROM days
        INNER JOIN newest AS site_row ON site_row.service_namespace = days.service_namespace AND site_row.service_name = days.service_name
            AND site_row.service_instance_id = days.service_instance_id AND site_row.source = days.source AND site_row.day = assumeNotNull(days.day_before)
        WHERE days.day_before IS NOT NULL
    )
SELECT
    service_namespace,
    service_name,
    day,
    max(changes.day_before) AS day_before,
    max(service_version) AS newest_version,
    any(changes.site) AS site,
    type,
    uniqExact(service_instance_id) AS instances,
    sum(live) AS live_bytes,
    sum(live_before) AS live_before_bytes,
    live_bytes - live_before_bytes AS grown_bytes,
    sqrt(sum(error * error)) AS grown_error_bytes,
    abs(grown_bytes) > 2 * grown_error_bytes AS is_beyond_error,
    if(grown_bytes > 0, grown_bytes / sumIf(grown_bytes, grown_bytes > 0) OVER (PARTITION BY service_namespace, service_name, day), 0) AS share_of_growth,
    fingerprint
FROM changes
GROUP BY service_namespace, service_name, day, fingerprint, type
ORDER BY day DESC, service_namespace, service_name, grown_bytes DESC, fingerprint, type
LIMIT {sites:UInt32} BY service_namespace, service_name, day
