-- How long rows are kept. Runs again whenever a configured retention changes.
ALTER TABLE memory_samples ${on_cluster} MODIFY TTL toDateTime(sampled_at) + toIntervalDay(${retention_days:memory_samples});
ALTER TABLE series_trends ${on_cluster} MODIFY TTL toDateTime(window_end) + toIntervalDay(${retention_days:series_trends});
ALTER TABLE leak_scores ${on_cluster} MODIFY TTL toDateTime(window_end) + toIntervalDay(${retention_days:leak_scores});
ALTER TABLE leak_alerts ${on_cluster} MODIFY TTL toDateTime(changed_at) + toIntervalDay(${retention_days:leak_alerts});
ALTER TABLE allocation_sites ${on_cluster} MODIFY TTL toDateTime(window_end) + toIntervalDay(${retention_days:allocation_sites});
ALTER TABLE lifecycle_events ${on_cluster} MODIFY TTL toDateTime(occurred_at) + toIntervalDay(${retention_days:lifecycle_events});
ALTER TABLE dead_letters ${on_cluster} MODIFY TTL toDateTime(refused_at) + toIntervalDay(${retention_days:dead_letters});
