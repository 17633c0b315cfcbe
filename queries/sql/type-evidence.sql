-- What do all tools say of a type: how much of it lives, which site allocates it, and what keeps it?
-- @param service String -- service name, or namespace/name
-- @param limit UInt32 = 20 -- at most so many types, those of which most lives
WITH
    newest AS -- the last snapshot of each tool in each instance, and all sites in it that know their type
    (
        SELECT *, source IN ('hprof', 'leakcanary') AS is_keeper, site = type AS is_class
        FROM allocation_sites FINAL
        WHERE {service:String} IN (service_name, concat(service_namespace, '/', service_name))
            AND type != ''
            AND (service_namespace, service_name, service_instance_id, source, window_end) IN
            (
                SELECT service_namespace, service_name, service_instance_id, source, max(window_end)
                FROM allocation_sites
                GROUP BY service_namespace, service_name, service_instance_id, source
            )
    ),
    places AS -- in a mean instance of those that the tool has looked into
    (
        SELECT
            service_namespace, service_name, source, type, fingerprint, any(newest.site) AS site, any(is_keeper) AS is_keeper, any(is_class) AS is_class,
            sum(live_bytes) / any(looked_into) AS live, max(window_end) AS told_at
        FROM newest
        INNER JOIN
        (
            SELECT service_namespace, service_name, source, uniqExact(service_instance_id) AS looked_into
            FROM newest
            GROUP BY service_namespace, service_name, source
        ) AS tools USING (service_namespace, service_name, source)
        GROUP BY service_namespace, service_name, source, type, fingerprint
    ),
    shares AS
    (
        SELECT *, sum(live) OVER (PARTITION BY service_namespace, service_name, source, type) AS live_of_type
        FROM places
    )
SELECT
    service_namespace,
    service_name,
    type,
    max(live_of_type) AS live_bytes,
    argMaxIf(site, live, NOT is_keeper AND NOT is_class) AS allocated_by,
    if(allocated_by = '', 0, maxIf(live / live_of_type, NOT is_keeper AND NOT is_class AND live_of_type > 0)) AS share_allocated,
    argMaxIf(site, live, is_keeper AND NOT is_class) AS kept_by,
    argMaxIf(fingerprint, live, NOT is_keeper AND NOT is_class) AS fingerprint_allocated,
    arrayStringConcat(arraySort(groupUniqArray(source)), ', ') AS sources,
    max(told_at) AS newest_at
FROM shares
GROUP BY service_namespace, service_name, type
ORDER BY live_bytes DESC, service_namespace, service_name, type
LIMIT {limit:UInt32} BY service_namespace, service_name
