package io.heaptide.agent.allocation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;

/** Heap in use right after the latest collection. */
final class HeapAfterCollection {

    private double bytes;
    private Instant at = Instant.MIN;

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

    /** Some collectors send no heap summary; then the youngest survivor knows the use after the collection before it. */
    double bytes(List<RecordedEvent> survivors) {
        if (at.equals(Instant.MIN)) {
            survivors.stream()
                    .max(Comparator.comparing(survivor -> survivor.getInstant("allocationTime")))
                    .ifPresent(youngest -> bytes = youngest.getLong("lastKnownHeapUsage"));
        }
        return bytes;
    }
}
