package io.heaptide.signals;

import java.util.List;

/**
 * What one metrics request holds for Heaptide.
 *
 * @param readings memory readings by instance
 * @param rejections data points of memory metrics that could not be used
 * @param ignoredPoints data points that are no memory signal: accepted, and left aside
 */
public record MappedMetrics(List<InstanceReadings> readings, Rejections rejections, long ignoredPoints) {

    public MappedMetrics {
        readings = List.copyOf(readings);
    }

    /** How many readings there are. */
    public long readingCount() {
        return readings.stream().mapToLong(one -> one.readings().size()).sum();
    }
}
