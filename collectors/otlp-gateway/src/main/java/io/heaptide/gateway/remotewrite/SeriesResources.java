package io.heaptide.gateway.remotewrite;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Series as OTLP would tell them, so that the alias table and the rules of identity are the same for both.
 *
 * <p>Who is measured: the container, where the target's labels name a pod, so that a process's memory and its container's
 * limit meet in one instance; otherwise {@code job}, as {@code namespace/name} if it has a slash, and {@code instance}.
 * Source: OpenTelemetry specification, "Prometheus and OpenMetrics compatibility". Labels stay with the point, too: those
 * of cAdvisor and kube-state-metrics tell of others than the target.
 */
final class SeriesResources {

    /** The bits of the value by which Prometheus says that a series has ended. */
    private static final long STALE = 0x7ff0_0000_0000_0002L;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Labels of a Kubernetes target, and of its whole Prometheus, that resources have names for. */
    private static final Map<String, String> RESOURCE_LABELS = Map.of(
            "namespace", "k8s.namespace.name",
            "pod", "k8s.pod.name",
            "container", "k8s.container.name",
            "cluster", "k8s.cluster.name");

    /** Labels that say only which target it was. */
    private static final Set<String> TARGET_LABELS = Set.of("__name__", "job", "instance");

    private SeriesResources() {}

    static List<ResourceMetrics> of(List<Series> all) {
        Map<Map<String, String>, ScopeMetrics.Builder> byResource = new LinkedHashMap<>();
        for (Series series : all) {
            byResource
                    .computeIfAbsent(resource(series), unseen -> ScopeMetrics.newBuilder())
                    .addMetrics(metric(series));
        }
        return byResource.entrySet().stream()
                .map(one -> resourceMetrics(one.getKey(), one.getValue()))
                .toList();
    }

    private static Map<String, String> resource(Series series) {
        Map<String, String> attributes = new LinkedHashMap<>();
        RESOURCE_LABELS.forEach((label, attribute) -> put(attribute, series.label(label), attributes));
        if (series.label("pod").isEmpty()) {
            String job = series.label("job");
            int slash = job.indexOf('/');
            put("service.namespace", slash < 0 ? "" : job.substring(0, slash), attributes);
            put("service.name", job.substring(slash + 1), attributes);
            put("service.instance.id", series.label("instance"), attributes);
        }
        return attributes;
    }

    private static void put(String attribute, String value, Map<String, String> attributes) {
        if (!value.isEmpty()) {
            attributes.put(attribute, value);
        }
    }

    private static Metric metric(Series series) {
        Gauge.Builder gauge = Gauge.newBuilder();
        List<KeyValue> labels = series.labels().entrySet().stream()
                .filter(label -> !TARGET_LABELS.contains(label.getKey()))
                .map(label -> attribute(label.getKey(), label.getValue()))
                .toList();
        for (Series.Sample sample : series.samples()) {
            gauge.addDataPoints(point(sample).addAllAttributes(labels));
        }
        return Metric.newBuilder().setName(series.metric()).setGauge(gauge).build();
    }

    private static NumberDataPoint.Builder point(Series.Sample sample) {
        NumberDataPoint.Builder point = NumberDataPoint.newBuilder()
                .setTimeUnixNano(sample.atMillis() < 0 ? 0 : sample.atMillis() * NANOS_PER_MILLI);
        return Double.doubleToRawLongBits(sample.value()) == STALE
                ? point.setFlags(DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE)
                : point.setAsDouble(sample.value());
    }

    private static ResourceMetrics resourceMetrics(Map<String, String> attributes, ScopeMetrics.Builder metrics) {
        Resource.Builder resource = Resource.newBuilder();
        attributes.forEach((name, value) -> resource.addAttributes(attribute(name, value)));
        return ResourceMetrics.newBuilder()
                .setResource(resource)
                .addScopeMetrics(metrics)
                .build();
    }

    private static KeyValue attribute(String name, String value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
