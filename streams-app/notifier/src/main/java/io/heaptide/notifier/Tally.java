package io.heaptide.notifier;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of every alert of one target. Written by the target's thread, read by any. */
final class Tally {

    private final LongAdder delivered = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final Map<DropReason, Long> dropped = new ConcurrentHashMap<>();

    void countDelivered() {
        delivered.increment();
    }

    void countRetry() {
        retries.increment();
    }

    void countDropped(DropReason reason) {
        dropped.merge(reason, 1L, Long::sum);
    }

    DeliveryCounts counts() {
        Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            drops.put(reason, dropped.getOrDefault(reason, 0L));
        }
        return new DeliveryCounts(delivered.sum(), retries.sum(), drops);
    }
}
