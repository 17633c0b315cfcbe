package io.heaptide.signals;

import java.util.List;

/**
 * What one metrics request holds for Heaptide.
 *
 * @param readings memory readings by instance
 * @param signs what it tells of the lives of instances: restarts, OOM kills
 * @param rejections data points of memory metrics that could not be used
 * @param ignoredPoints data points that are no memory signal: accepted, and left aside
 */
public record MappedMetrics(
        List<InstanceReadings> readings, List<LifeSign> signs, Rejections rejections, long ignoredPoints) {

    public MappedMetrics {
        readings = List.copyOf(readings);
        signs = List.copyOf(signs);
    }

    /** How many readings there are. */
    public long readingCount() {
        return readings.stream().mapToLong(one -> one.readings().size()).sum();
    }
}
