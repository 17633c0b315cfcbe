package io.heaptide.gateway;

import io.heaptide.signals.LogMapper;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;

/** OTLP requests for tests. */
final class Requests {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final Resource RESOURCE = resource("checkout-1");

    private Requests() {}

    /** One gauge of resident memory with these values. */
    static ExportMetricsServiceRequest metrics(double... values) {
        return metrics("checkout-1", NOW, values);
    }

    /** The same of another instance, from another time on. */
    static ExportMetricsServiceRequest metrics(String instance, Instant start, double... values) {
        Gauge.Builder gauge = Gauge.newBuilder();
        for (int i = 0; i < values.length; i++) {
            gauge.addDataPoints(NumberDataPoint.newBuilder()
                    .setTimeUnixNano(nanos(start.plusMillis(i)))
                    .setAsDouble(values[i]));
        }
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(resource(instance))
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .addMetrics(Metric.newBuilder()
                                        .setName("process.memory.usage")
                                        .setUnit("By")
                                        .setGauge(gauge))))
                .build();
    }

    /** A request of at least so many bytes that compresses to almost nothing. */
    static ExportMetricsServiceRequest large(int bytes) {
        return metrics(1).toBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder().setSchemaUrl("x".repeat(bytes)))
                .build();
    }

    /** Lifecycle events of these types. */
    static ExportLogsServiceRequest lifecycle(String... types) {
        ScopeLogs.Builder logs = ScopeLogs.newBuilder();
        for (String type : types) {
            logs.addLogRecords(LogRecord.newBuilder()
                    .setEventName(LogMapper.LIFECYCLE)
                    .setTimeUnixNano(nanos(NOW))
                    .setBody(AnyValue.newBuilder()
                            .setKvlistValue(KeyValueList.newBuilder().addValues(text("type", type)))));
        }
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder().setResource(RESOURCE).addScopeLogs(logs))
                .build();
    }

    /** What the collector's k8s_events receiver sends of a container's pod. */
    static ExportLogsServiceRequest kubernetesEvent(String reason) {
        Resource pod = Resource.newBuilder()
                .addAttributes(text("k8s.object.kind", "Pod"))
                .addAttributes(text("k8s.object.name", "checkout-7d4b9c6f5-x2x9k"))
                .addAttributes(text("k8s.object.uid", "f7a5c1e2-2b1d-4d8c-9d55-0a4b0d7f6a11"))
                .addAttributes(text("k8s.namespace.name", "shop"))
                .build();
        LogRecord event = LogRecord.newBuilder()
                .setTimeUnixNano(nanos(NOW))
                .addAttributes(text("k8s.event.reason", reason))
                .setBody(AnyValue.newBuilder().setStringValue("Memory cgroup out of memory: Killed process 4711"))
                .build();
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(pod)
                        .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(event)))
                .build();
    }

    static Resource resource(String instance) {
        return Resource.newBuilder()
                .addAttributes(text("service.name", "checkout"))
                .addAttributes(text("service.instance.id", instance))
                .build();
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    static long nanos(Instant time) {
        return time.toEpochMilli() * 1_000_000;
    }
}
