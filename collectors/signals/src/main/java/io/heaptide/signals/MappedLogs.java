package io.heaptide.signals;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.LifecycleEvent;
import java.util.List;

/**
 * What one logs request holds for Heaptide.
 *
 * @param summaries allocation summaries
 * @param events lifecycle events
 * @param readings what functions report of their memory
 * @param rejections log records meant for Heaptide that could not be used
 * @param ignoredRecords other log records: accepted, and left aside
 */
public record MappedLogs(
        List<AllocationSummary> summaries,
        List<LifecycleEvent> events,
        List<InstanceReadings> readings,
        Rejections rejections,
        long ignoredRecords) {

    public MappedLogs {
        summaries = List.copyOf(summaries);
        events = List.copyOf(events);
        readings = List.copyOf(readings);
    }
}
