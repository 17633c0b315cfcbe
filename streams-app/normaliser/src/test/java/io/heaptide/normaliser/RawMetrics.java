package io.heaptide.normaliser;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;

/** Records as a Collector's Kafka exporter writes them. */
final class RawMetrics {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private RawMetrics() {}

    /** Resident memory of one instance. */
    static byte[] usage(String instance, long bytes) {
        return of(instance, "process.memory.usage", bytes);
    }

    static byte[] of(String instance, String metric, long value) {
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(resource(instance, metric, value))
                .build()
                .toByteArray();
    }

    private static ResourceMetrics resource(String instance, String metric, long value) {
        Gauge.Builder gauge = Gauge.newBuilder()
                .addDataPoints(NumberDataPoint.newBuilder()
                        .setTimeUnixNano(NOW.toEpochMilli() * 1_000_000)
                        .setAsInt(value));
        return ResourceMetrics.newBuilder()
                .setResource(Resource.newBuilder()
                        .addAttributes(text("service.name", "checkout"))
                        .addAttributes(text("service.instance.id", instance)))
                .addScopeMetrics(ScopeMetrics.newBuilder()
                        .addMetrics(Metric.newBuilder().setName(metric).setGauge(gauge)))
                .build();
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
