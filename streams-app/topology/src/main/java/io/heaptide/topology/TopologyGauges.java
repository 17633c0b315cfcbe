package io.heaptide.topology;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * What a process's tasks hold and have done, summed over them.
 *
 * @param consumed samples taken from Kafka
 * @param dropped of those, not scored, for whatever reason
 * @param refused of those, because the memory for state was full
 * @param entries instances, services and ledgers kept
 * @param series of instances that were heard of since their state came back
 * @param stateBytes size of that state as its changelogs have it
 * @param dirtyEntries entries that the next commit writes
 * @param evicted entries forgotten because they were idle
 */
public record TopologyGauges(
        long consumed,
        long dropped,
        long refused,
        long entries,
        long series,
        long stateBytes,
        long dirtyEntries,
        long evicted) {

    /** The metric of a task that counts what it took from Kafka. */
    public static final String CONSUMED = TaskMetrics.CONSUMED;

    /** Reads them from the metrics of a Kafka Streams client. */
    public static TopologyGauges of(Map<MetricName, ? extends Metric> metrics) {
        return new TopologyGauges(
                sum(metrics, TaskMetrics.CONSUMED, Map.of()),
                sum(metrics, TaskMetrics.DROPPED, Map.of()),
                sum(metrics, TaskMetrics.DROPPED, Map.of(TaskMetrics.DROP_REASON, DropReason.STATE_FULL.label())),
                sum(metrics, TaskMetrics.TRACKED, Map.of()),
                sum(metrics, TaskMetrics.SERIES, Map.of()),
                sum(metrics, TaskMetrics.STATE_BYTES, Map.of()),
                sum(metrics, TaskMetrics.DIRTY, Map.of()),
                sum(metrics, TaskMetrics.EVICTED, Map.of()));
    }

    private static long sum(Map<MetricName, ? extends Metric> metrics, String name, Map<String, String> tags) {
        return (long) metrics.values().stream()
                .filter(metric -> metric.metricName().group().equals(TaskMetrics.GROUP))
                .filter(metric -> metric.metricName().name().equals(name))
                .filter(metric -> metric.metricName().tags().entrySet().containsAll(tags.entrySet()))
                .map(Metric::metricValue)
                .filter(Number.class::isInstance)
                .mapToDouble(value -> ((Number) value).doubleValue())
                .filter(Double::isFinite)
                .sum();
    }
}
