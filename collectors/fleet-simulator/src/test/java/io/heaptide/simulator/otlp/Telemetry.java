package io.heaptide.simulator.otlp;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;
import java.util.stream.Stream;

/** Reads back what was sent. */
final class Telemetry {

    record Point(String instance, String metric, long atEpochMillis, long bytes) {}

    private Telemetry() {}

    static List<Point> points(List<ExportMetricsServiceRequest> requests) {
        return requests.stream()
                .flatMap(request -> request.getResourceMetricsList().stream())
                .flatMap(Telemetry::points)
                .toList();
    }

    static String attribute(Resource resource, String key) {
        return resource.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(Telemetry::text)
                .findFirst()
                .orElse("");
    }

    static Stream<Metric> metrics(ResourceMetrics resource) {
        return resource.getScopeMetricsList().stream().flatMap(scope -> scope.getMetricsList().stream());
    }

    static List<NumberDataPoint> points(Metric metric) {
        return metric.hasGauge()
                ? metric.getGauge().getDataPointsList()
                : metric.getSum().getDataPointsList();
    }

    private static Stream<Point> points(ResourceMetrics resource) {
        String instance = attribute(resource.getResource(), "service.instance.id");
        return metrics(resource).flatMap(metric -> points(metric).stream()
                .map(point ->
                        new Point(instance, metric.getName(), point.getTimeUnixNano() / 1_000_000, point.getAsInt())));
    }

    private static String text(KeyValue attribute) {
        return attribute.getValue().hasIntValue()
                ? Long.toString(attribute.getValue().getIntValue())
                : attribute.getValue().getStringValue();
    }
}
