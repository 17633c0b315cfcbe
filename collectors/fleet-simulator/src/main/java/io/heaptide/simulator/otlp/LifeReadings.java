package io.heaptide.simulator.otlp;

import io.heaptide.simulator.model.Life;
import io.heaptide.simulator.model.RuntimeKind;
import io.heaptide.simulator.model.Signal;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The readings of one life since the last request, as the metrics its instrumentation would send. */
final class LifeReadings {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final RuntimeKind kind;
    private final long limitBytes;
    private final long startNanos;
    private final Map<String, List<NumberDataPoint>> points = new LinkedHashMap<>();

    LifeReadings(Life life, long startEpochMillis) {
        this.kind = life.slot().service().kind();
        this.limitBytes = life.slot().service().limitBytes().orElse(0);
        this.startNanos = startEpochMillis * NANOS_PER_MILLI;
    }

    /** Adds a reading, and with the first reading of an instant the limit; answers how many points that were. */
    int add(Signal signal, long atEpochMillis, long usedBytes) {
        add(signal.metric(), atEpochMillis, usedBytes);
        if (limitBytes == 0 || signal != kind.signals().get(0)) {
            return 1;
        }
        add(limitMetric(), atEpochMillis, limitBytes);
        return 2;
    }

    ResourceMetrics toResourceMetrics(Resource resource) {
        ScopeMetrics.Builder scope = ScopeMetrics.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName(scopeName()).setVersion("0.1.0"));
        points.forEach((name, series) -> scope.addMetrics(metric(name, series)));
        return ResourceMetrics.newBuilder()
                .setResource(resource)
                .addScopeMetrics(scope)
                .build();
    }

    private void add(String metric, long atEpochMillis, long bytes) {
        NumberDataPoint.Builder point = NumberDataPoint.newBuilder()
                .setStartTimeUnixNano(startNanos)
                .setTimeUnixNano(atEpochMillis * NANOS_PER_MILLI)
                .setAsInt(bytes);
        attributes(metric).forEach(point::addAttributes);
        points.computeIfAbsent(metric, unused -> new ArrayList<>()).add(point.build());
    }

    private List<KeyValue> attributes(String metric) {
        return switch (kind) {
            case JVM ->
                List.of(
                        ResourceAttributes.text("jvm.memory.type", "heap"),
                        ResourceAttributes.text("jvm.memory.pool.name", Signal.JVM_USED.pool()));
            case GO ->
                metric.equals(Signal.GO_USED.metric())
                        ? List.of(ResourceAttributes.text("go.memory.type", "other"))
                        : List.of();
            case CONTAINER, PROCESS -> List.of();
        };
    }

    /** SDKs send an UpDownCounter as a sum; the kubelet and k8s_cluster receivers send gauges. */
    private Metric metric(String name, List<NumberDataPoint> series) {
        Metric.Builder metric = Metric.newBuilder().setName(name).setUnit("By");
        if (kind == RuntimeKind.CONTAINER) {
            return metric.setGauge(Gauge.newBuilder().addAllDataPoints(series)).build();
        }
        return metric.setSum(Sum.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .setIsMonotonic(false)
                        .addAllDataPoints(series))
                .build();
    }

    private String limitMetric() {
        return switch (kind) {
            case JVM -> "jvm.memory.limit";
            case GO -> "go.memory.limit";
            case CONTAINER -> "k8s.container.memory_limit"; // the k8s_cluster receiver's name, not the convention's
            case PROCESS -> throw new IllegalStateException("a process has no limit");
        };
    }

    private String scopeName() {
        return switch (kind) {
            case JVM -> "io.opentelemetry.runtime-telemetry";
            case GO -> "go.opentelemetry.io/contrib/instrumentation/runtime";
            case CONTAINER -> "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/kubeletstatsreceiver";
            case PROCESS -> "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/hostmetricsreceiver";
        };
    }
}
