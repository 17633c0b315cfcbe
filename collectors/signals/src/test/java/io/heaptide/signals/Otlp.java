package io.heaptide.signals;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** OTLP messages for tests. */
final class Otlp {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** A resource with an instance and nothing special. */
    static final Resource SERVICE = resource(Map.of("service.name", "checkout", "service.instance.id", "checkout-1"));

    private Otlp() {}

    static Resource resource(Map<String, String> attributes) {
        Resource.Builder resource = Resource.newBuilder();
        attributes.forEach((key, value) -> resource.addAttributes(attribute(key, text(value))));
        return resource.build();
    }

    static ResourceMetrics metrics(Resource resource, Metric... metrics) {
        return ResourceMetrics.newBuilder()
                .setResource(resource)
                .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(Arrays.asList(metrics)))
                .build();
    }

    static Metric gauge(String name, NumberDataPoint... points) {
        return Metric.newBuilder()
                .setName(name)
                .setGauge(Gauge.newBuilder().addAllDataPoints(Arrays.asList(points)))
                .build();
    }

    static Metric sum(String name, AggregationTemporality temporality, boolean monotonic, NumberDataPoint... points) {
        return Metric.newBuilder()
                .setName(name)
                .setUnit("By")
                .setSum(Sum.newBuilder()
                        .setAggregationTemporality(temporality)
                        .setIsMonotonic(monotonic)
                        .addAllDataPoints(Arrays.asList(points)))
                .build();
    }

    static NumberDataPoint point(long bytes, String... labels) {
        return at(NOW, labels).setAsInt(bytes).build();
    }

    static NumberDataPoint point(double bytes, String... labels) {
        return at(NOW, labels).setAsDouble(bytes).build();
    }

    /** A point without a value, its labels given as key, value, key, value. */
    static NumberDataPoint.Builder at(Instant time, String... labels) {
        NumberDataPoint.Builder point = NumberDataPoint.newBuilder().setTimeUnixNano(nanos(time));
        for (int i = 0; i < labels.length; i += 2) {
            point.addAttributes(attribute(labels[i], text(labels[i + 1])));
        }
        return point;
    }

    static long nanos(Instant time) {
        return time.toEpochMilli() * 1_000_000;
    }

    static KeyValue attribute(String key, AnyValue value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    static AnyValue text(String value) {
        return AnyValue.newBuilder().setStringValue(value).build();
    }

    static AnyValue number(long value) {
        return AnyValue.newBuilder().setIntValue(value).build();
    }

    static AnyValue list(AnyValue... values) {
        return AnyValue.newBuilder()
                .setArrayValue(ArrayValue.newBuilder().addAllValues(Arrays.asList(values)))
                .build();
    }

    static AnyValue map(KeyValue... entries) {
        return AnyValue.newBuilder()
                .setKvlistValue(KeyValueList.newBuilder().addAllValues(Arrays.asList(entries)))
                .build();
    }

    static AnyValue texts(String... values) {
        return list(Stream.of(values).map(Otlp::text).toArray(AnyValue[]::new));
    }
}
