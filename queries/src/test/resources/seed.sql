-- shop/cart, version 1.0: ten steady evaluations, half an hour apart, ten to five hours ago
INSERT INTO leak_scores (service_namespace, service_name, service_version, window_start, window_end, verdict, score, instances, level_bytes, slope_bytes_per_hour, algo_version)
SELECT 'shop', 'cart', '1.0', window_end - toIntervalHour(1),
    fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalMinute(600 - 30 * number) AS window_end,
    'steady', 5, 2, 200 * 1048576, 0, 1
FROM numbers(10);
-- version 2.0: ten leaking ones, up to now
INSERT INTO leak_scores (service_namespace, service_name, service_version, since_version, window_start, window_end, verdict, score, signal, instances, instances_leaking, share_affected, level_bytes, slope_bytes_per_hour, limit_bytes, time_to_limit_low_seconds, time_to_limit_high_seconds, first_to_die, top_sites, algo_version)
SELECT 'shop', 'cart', '2.0', '2.0', window_end - toIntervalHour(1),
    fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalMinute(270 - 30 * number) AS window_end,
    'leaking', 90 + number, 'jvm.memory.used_after_last_gc', 2, 2, 1, (200 + 6 * number) * 1048576, 12 * 1048576,
    512 * 1048576, 3600, 7200, 'cart-1', [('aaaa', 'Cart.keep', 'byte[]', 13631488., 12582912., 1.)], 1
FROM numbers(10);
-- what an older algorithm said of the newest window
INSERT INTO leak_scores (service_namespace, service_name, service_version, window_start, window_end, verdict, score, algo_version)
SELECT 'shop', 'cart', '2.0', window_end - toIntervalHour(1), fromUnixTimestamp64Milli({base:Int64}, 'UTC') AS window_end, 'steady', 1, 0;
-- mail: steady, without a namespace
INSERT INTO leak_scores (service_name, service_version, window_start, window_end, verdict, score, instances, level_bytes, slope_bytes_per_hour, algo_version)
SELECT 'mail', '3', window_end - toIntervalHour(1),
    fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalMinute(270 - 30 * number) AS window_end,
    'steady', 3, 1, 100 * 1048576, 1000, 1
FROM numbers(10);
-- old: last heard of two hours ago
INSERT INTO leak_scores (service_namespace, service_name, service_version, window_start, window_end, verdict, score, instances, level_bytes, slope_bytes_per_hour, algo_version)
SELECT 'shop', 'old', '7', window_end - toIntervalHour(1), fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalHour(2) AS window_end,
    'suspect', 60, 1, 100 * 1048576, 1048576, 1;
-- cart-1: two lives, two signals
INSERT INTO series_trends (service_namespace, service_name, service_version, service_instance_id, incarnation, node, signal, pool, window_start, window_end, verdict, score, level_bytes, slope_bytes_per_hour, limit_bytes, time_to_limit_low_seconds, time_to_limit_high_seconds, algo_version)
SELECT 'shop', 'cart', '2.0', 'cart-1', if(number < 5, 'life-1', 'life-2'), 'node-a', 'jvm.memory.used_after_last_gc', 'G1 Old Gen',
    window_end - toIntervalHour(1), fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalMinute(9 - number) AS window_end,
    'leaking', 88 + number, 254 * 1048576, 12 * 1048576, 512 * 1048576, 3600 + 60 * (9 - number), 7200 + 60 * (9 - number), 1
FROM numbers(10);
INSERT INTO series_trends (service_namespace, service_name, service_version, service_instance_id, incarnation, signal, window_start, window_end, verdict, score, level_bytes, slope_bytes_per_hour, algo_version)
SELECT 'shop', 'cart', '2.0', 'cart-1', 'life-2', 'process.memory.usage', window_end - toIntervalHour(1), fromUnixTimestamp64Milli({base:Int64}, 'UTC') AS window_end,
    'suspect', 55, 600 * 1048576, 12 * 1048576, 1;
INSERT INTO series_trends (service_namespace, service_name, service_version, service_instance_id, incarnation, signal, window_start, window_end, verdict, score, level_bytes, slope_bytes_per_hour, limit_bytes, time_to_limit_low_seconds, algo_version)
SELECT 'shop', 'cart', '2.0', 'cart-2', 'life-1', 'jvm.memory.used_after_last_gc', window_end - toIntervalHour(1), fromUnixTimestamp64Milli({base:Int64}, 'UTC') AS window_end,
    'suspect', 70, 200 * 1048576, 6 * 1048576, 512 * 1048576, 36000, 1;
INSERT INTO series_trends (service_name, service_version, service_instance_id, signal, window_start, window_end, verdict, score, level_bytes, slope_bytes_per_hour, algo_version)
SELECT 'mail', '3', 'mail-1', 'go.memory.used', window_end - toIntervalHour(1), fromUnixTimestamp64Milli({base:Int64}, 'UTC') AS window_end,
    'steady', 3, 100 * 1048576, 1000, 1;
INSERT INTO leak_alerts (service_namespace, service_name, service_version, incident_id, changed_at, opened_at, state, previous_state, reason, score)
SELECT 'shop', 'cart', '2.0', 'i-1', fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalMinute(40 - 30 * number),
    fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalMinute(40), if(number = 0, 'pending', 'firing'), if(number = 0, '', 'pending'),
    if(number = 0, 'FIRST_SUSPECT', 'ESCALATED'), 90
FROM numbers(2);
INSERT INTO leak_alerts (service_namespace, service_name, service_version, incident_id, changed_at, opened_at, state, previous_state, reason, score)
SELECT 'shop', 'old', '7', 'i-0', fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalHour(3), fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalHour(9),
    'resolved', 'firing', 'RECOVERED', 10;
-- two instances, four snapshots ten minutes apart, one site that grows by a mebibyte each time
INSERT INTO allocation_sites (service_namespace, service_name, service_version, service_instance_id, incarnation, source, window_start, window_end, fingerprint, site, type, allocated_bytes, live_bytes)
SELECT 'shop', 'cart', '2.0', concat('cart-', toString(1 + intDiv(number, 4))), 'life-1', 'jfr', window_end - toIntervalMinute(10),
    fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalMinute(30 - 10 * (number % 4)) AS window_end,
    'aaaa', 'Cart.keep', 'byte[]', 2 * 1048576, (10 + number % 4) * 1048576
FROM numbers(8);
INSERT INTO allocation_sites (service_namespace, service_name, service_version, service_instance_id, incarnation, source, window_start, window_end, fingerprint, site, type, allocated_bytes, live_bytes)
SELECT 'shop', 'cart', '2.0', 'cart-1', 'life-1', 'jfr', window_end - toIntervalMinute(10),
    fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalMinute(30 - 10 * number) AS window_end,
    'bbbb', 'String.intern', 'String', 1048576, 50 * 1048576
FROM numbers(4);
-- an instance that stopped reporting two hours ago keeps nothing alive
INSERT INTO allocation_sites (service_namespace, service_name, service_version, service_instance_id, incarnation, source, window_start, window_end, fingerprint, site, type, allocated_bytes, live_bytes)
SELECT 'shop', 'cart', '2.0', 'cart-0', 'life-1', 'jfr', window_end - toIntervalMinute(10),
    fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalMinute(150 - 10 * number) AS window_end,
    'aaaa', 'Cart.keep', 'byte[]', 2 * 1048576, 500 * 1048576
FROM numbers(4);
INSERT INTO lifecycle_events (service_namespace, service_name, service_version, service_instance_id, incarnation, type, occurred_at)
SELECT 'shop', 'cart', '2.0', 'cart-1', 'life-1', if(number < 2, 'oom_kill', 'start'), fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalMinute(60 - 30 * (number % 2))
FROM numbers(4);
INSERT INTO lifecycle_events (service_name, service_version, service_instance_id, type, occurred_at)
SELECT 'mail', '3', 'mail-1', 'start', fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalHour(5)
;
-- shop/pay: three lives of 1.0 that grow by 1 MiB/h, two of 1.1 that grow by 9 MiB/h, every half hour of eight hours, two hours ago
INSERT INTO series_trends (service_namespace, service_name, service_version, service_instance_id, incarnation, started_at, signal, window_start, window_end, verdict, score, level_bytes, slope_bytes_per_hour, limit_bytes, algo_version)
SELECT 'shop', 'pay', if(life < 3, '1.0', '1.1') AS version, concat('pay-', toString(life)), 'life-1', start, 'process.memory.usage',
    start, start + toIntervalMinute(30 * step) AS at, 'steady', 10, (100 + life + if(life < 3, 1, 9) * 0.5 * step) * 1048576, 1048576, 512 * 1048576, 1
FROM
(
    SELECT intDiv(number, 16) AS life, 1 + number % 16 AS step,
        fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalHour(if(intDiv(number, 16) < 3, 30, 6)) AS start
    FROM numbers(80)
)
WHERE at <= fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalHour(2);
-- a snapshot each noon, imported: one site grows by 10 MiB a day and is exact, one is noise, one came on the last day
INSERT INTO allocation_sites (service_namespace, service_name, service_version, service_instance_id, source, window_start, window_end, fingerprint, site, live_bytes, live_bytes_error)
SELECT 'shop', 'cart', if(days = 2, '2.0', '1.9'), 'nightly', 'jemalloc', at, toStartOfDay(fromUnixTimestamp64Milli({base:Int64}, 'UTC')) - toIntervalDay(days) + toIntervalHour(12) AS at,
    arrayElement(['dddd', 'eeee', 'ffff'], site), arrayElement(['Cart.remember', 'Noise.sampled', 'Fresh.cache'], site),
    multiIf(site = 1, (50 - 10 * days) * 1048576, site = 2, (20 + days % 2) * 1048576, 5 * 1048576), if(site = 2, 2 * 1048576, 0)
FROM (SELECT 2 + intDiv(number, 3) AS days, 1 + number % 3 AS site FROM numbers(9))
WHERE site < 3 OR days = 2;
-- slow: suspect, judged over six hours; an imported snapshot three days ago and one now, sampled
INSERT INTO leak_scores (service_name, service_version, window_start, window_end, verdict, score, instances, level_bytes, slope_bytes_per_hour, algo_version)
SELECT 'slow', '5', window_end - toIntervalHour(6), fromUnixTimestamp64Milli({base:Int64}, 'UTC') AS window_end,
    'suspect', 55, 1, 500 * 1048576, 1048576, 1;
INSERT INTO allocation_sites (service_name, service_version, service_instance_id, source, window_start, window_end, fingerprint, site, live_bytes, live_bytes_error)
SELECT 'slow', '5', 'imported', 'jemalloc', at, fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalHour(76 - 72 * snapshot) AS at,
    if(site = 0, '1111', '2222'), if(site = 0, 'slow_put', 'steady_put'), if(site = 0, 54 * snapshot, 200) * 1048576, 7200000
FROM (SELECT number % 2 AS snapshot, intDiv(number, 2) AS site FROM numbers(4))
WHERE site = 1 OR snapshot = 1
;
-- books: one leak, told by a recording, a histogram and a dump, three hours ago
INSERT INTO allocation_sites (service_name, service_version, service_instance_id, source, window_start, window_end, fingerprint, site, type, live_bytes)
SELECT 'books', '1', 'books-1', tool.1, at, fromUnixTimestamp64Milli({base:Int64}, 'UTC') - toIntervalHour(3) AS at, tool.2, tool.3, tool.4, tool.5 * 1048576
FROM (SELECT arrayJoin([
    ('jfr', 'b1', 'Shelf.put', 'Book', 18), ('jfr', 'b2', 'Shelf.label', 'Book', 6), ('jfr', 'b1', 'Shelf.put', 'byte[]', 2),
    ('histogram', 'b3', 'Book', 'Book', 25), ('histogram', 'b4', 'byte[]', 'byte[]', 3),
    ('hprof', 'b5', 'Shelf.BOOKS', 'Book', 24), ('hprof', 'b3', 'Book', 'Book', 1)]) AS tool)
