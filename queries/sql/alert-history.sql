-- Which incidents opened, fired and resolved, newest first?
-- @param service String = '' -- service name, or namespace/name; empty for all
-- @param since DateTime64(3, 'UTC') = now-7d -- changes at this time or later
-- @param limit UInt32 = 100 -- at most so many changes
SELECT
    changed_at,
    service_namespace,
    service_name,
    service_version,
    state,
    previous_state,
    reason,
    score,
    slope_bytes_per_hour,
    instances_leaking,
    instances,
    dateDiff('second', opened_at, changed_at) AS open_for_seconds,
    incident_id
FROM leak_alerts FINAL
WHERE changed_at >= {since:DateTime64(3, 'UTC')}
    AND {service:String} IN ('', service_name, concat(service_namespace, '/', service_name))
ORDER BY changed_at DESC, service_namespace, service_name, incident_id, state
LIMIT {limit:UInt32}
