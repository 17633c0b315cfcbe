package io.heaptide.importers.jvm;

import io.heaptide.recordings.HeapAfterCollection;
import java.time.Instant;
import jdk.jfr.consumer.RecordedEvent;

/** What a recording's collections left in the heap, at first and at last; their summaries may come in any order. */
final class CollectedHeap {

    private final Instant since;
    private final HeapAfterCollection last = new HeapAfterCollection(0);
    private Instant firstAt = Instant.MAX;
    private double firstBytes;
    private Instant lastBegan = Instant.MIN;

    /**
     * Nothing observed yet.
     *
     * @param since collections that ended earlier are not the first
     */
    CollectedHeap(Instant since) {
        this.since = since;
    }

    void observe(RecordedEvent heapSummary) {
        last.observe(heapSummary);
        Instant at = heapSummary.getStartTime();
        boolean after = "After GC".equals(heapSummary.getString("when"));
        if (after && at.isBefore(firstAt) && !at.isBefore(since)) {
            firstAt = at;
            firstBytes = heapSummary.getLong("heapUsed");
        } else if (!after && at.isAfter(lastBegan)) {
            lastBegan = at;
        }
    }

    /** In use after the last collection. */
    double bytes() {
        return last.bytes();
    }

    /** From the first collection's end to the last one's; 0 where it shrank, or there were not two. */
    double growthBytes() {
        return firstAt.equals(Instant.MAX) ? 0 : Math.max(0, last.bytes() - firstBytes);
    }

    /** When the last collection began: it looked at what was allocated before. */
    Instant lastBegan() {
        return lastBegan;
    }
}
