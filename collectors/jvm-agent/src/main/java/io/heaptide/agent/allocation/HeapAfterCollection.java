package io.heaptide.agent.allocation;

import java.time.Instant;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Heap in use right after the latest collection.
 *
 * <p>From the collector's own summary, not from {@code lastKnownHeapUsage} of a surviving sample: under the serial and
 * the parallel collector that one stays at its first value.
 */
final class HeapAfterCollection {

    private double bytes;
    private Instant at = Instant.MIN;

    /** Starts from what an earlier window knew. */
    HeapAfterCollection(double last) {
        bytes = last;
    }

    void observe(RecordedEvent heapSummary) {
        if ("After GC".equals(heapSummary.getString("when"))
                && heapSummary.getStartTime().isAfter(at)) {
            at = heapSummary.getStartTime();
            bytes = heapSummary.getLong("heapUsed");
        }
    }

    double bytes() {
        return bytes;
    }
}
