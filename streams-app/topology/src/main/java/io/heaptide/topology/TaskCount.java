package io.heaptide.topology;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * What one processor of one task has counted since the task came to this process. Tasks come and go, so a sum over them
 * would fall; each by itself only grows.
 *
 * @param name dotted, as OpenTelemetry names metrics
 * @param reason why, where samples were dropped
 */
public record TaskCount(String name, String task, String processor, Optional<String> reason, long value) {

    private static final Set<String> COUNTS =
            Set.of(TaskMetrics.CONSUMED, TaskMetrics.SCORED, TaskMetrics.DROPPED, TaskMetrics.EVICTED);

    /** Reads them from the metrics of a Kafka Streams client. */
    public static List<TaskCount> of(Map<MetricName, ? extends Metric> metrics) {
        return metrics.values().stream()
                .filter(metric -> metric.metricName().group().equals(TaskMetrics.GROUP))
                .filter(metric -> COUNTS.contains(metric.metricName().name()))
                .map(TaskCount::of)
                .collect(Collectors.toUnmodifiableList());
    }

    private static TaskCount of(Metric metric) {
        Map<String, String> tags = metric.metricName().tags();
        return new TaskCount(
                metric.metricName().name(),
                tags.getOrDefault(TaskMetrics.TASK, ""),
                tags.getOrDefault(TaskMetrics.PROCESSOR, ""),
                Optional.ofNullable(tags.get(TaskMetrics.DROP_REASON)),
                metric.metricValue() instanceof Number number ? number.longValue() : 0);
    }
}
