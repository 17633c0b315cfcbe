package io.heaptide.recordings;

import java.time.Instant;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Heap in use right after the latest collection.
 *
 * <p>From the collector's own summary, not from {@code lastKnownHeapUsage} of a surviving sample: under the serial and
 * the parallel collector that one stays at its first value.
 */
public final class HeapAfterCollection {

    private double bytes;
    private Instant at = Instant.MIN;

    /**
     * Nothing observed yet.
     *
     * @param last what an earlier recording told; 0 before the first
     */
    public HeapAfterCollection(double last) {
        bytes = last;
    }

    /** Takes the collector's summary, of before or after a collection and in any order. */
    public void observe(RecordedEvent heapSummary) {
        if ("After GC".equals(heapSummary.getString("when"))
                && heapSummary.getStartTime().isAfter(at)) {
            at = heapSummary.getStartTime();
            bytes = heapSummary.getLong("heapUsed");
        }
    }

    /** As of the latest summary seen. */
    public double bytes() {
        return bytes;
    }
}
