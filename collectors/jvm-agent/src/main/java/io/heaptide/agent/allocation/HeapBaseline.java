package io.heaptide.agent.allocation;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import org.jspecify.annotations.Nullable;

/**
 * What the heap already holds when sampling begins: no sample can ever stand for it.
 *
 * <p>Before the first collection nobody knows what of it is alive. It is taken for nothing then: that early in a JVM's
 * life it is a few megabytes of the JVM's own, and its garbage would be many more.
 */
final class HeapBaseline {

    private HeapBaseline() {}

    static long bytes() {
        boolean collected = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .anyMatch(count -> count > 0);
        return collected ? afterCollection() : 0;
    }

    private static long afterCollection() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(HeapBaseline::afterCollection)
                .sum();
    }

    /** Zero from a pool that objects grow old in (only those have a usage threshold): no collection looked at it yet. */
    private static long afterCollection(MemoryPoolMXBean pool) {
        @Nullable MemoryUsage after = pool.getCollectionUsage();
        boolean unknown = after == null || (after.getUsed() == 0 && pool.isUsageThresholdSupported());
        return unknown ? pool.getUsage().getUsed() : after.getUsed();
    }
}
