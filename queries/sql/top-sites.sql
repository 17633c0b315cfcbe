-- Which allocation sites grow most, and what do they keep alive?
-- @param service String = '' -- service name, or namespace/name; empty for all
-- @param limit UInt32 = 20 -- at most so many sites
SELECT
    service_namespace,
    service_name,
    service_version,
    site,
    type,
    live_bytes,
    growth_bytes_per_hour,
    share_of_growth,
    allocated_bytes_per_hour,
    instances,
    fingerprint,
    window_end
FROM site_growth
WHERE {service:String} IN ('', service_name, concat(service_namespace, '/', service_name))
ORDER BY ifNull(growth_bytes_per_hour, 0) DESC, live_bytes DESC, service_namespace, service_name, fingerprint, type
LIMIT {limit:UInt32}
