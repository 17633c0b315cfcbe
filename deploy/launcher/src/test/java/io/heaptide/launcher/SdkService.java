package io.heaptide.launcher;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** One instance of a service as the OpenTelemetry SDK reports it: the real SDK and exporter, on a clock that the test moves. */
final class SdkService implements AutoCloseable {

    private final SettableClock clock = new SettableClock();
    private final SdkMeterProvider meters;

    private SdkService(String name, MetricExporter exporter, Instant start, ToLongFunction<Duration> rss) {
        clock.now = start;
        Resource resource = Resource.create(Attributes.of(
                stringKey("service.namespace"),
                "it",
                stringKey("service.name"),
                name,
                stringKey("service.version"),
                "1.0",
                stringKey("service.instance.id"),
                name + "-0",
                stringKey("process.creation.time"),
                start.toString()));
        meters = SdkMeterProvider.builder()
                .setClock(clock)
                .setResource(resource)
                .registerMetricReader(PeriodicMetricReader.builder(exporter)
                        .setInterval(Duration.ofDays(1)) // the test decides when
                        .build())
                .build();
        meters.get("it")
                .upDownCounterBuilder("process.memory.usage")
                .setUnit("By")
                .buildWithCallback(reading -> reading.record(rss.applyAsLong(Duration.between(start, clock.now))));
    }

    static SdkService overHttp(String name, int port, Instant start, ToLongFunction<Duration> rss) {
        String endpoint = "http://127.0.0.1:" + port + "/v1/metrics";
        return new SdkService(
                name,
                OtlpHttpMetricExporter.builder()
                        .setEndpoint(endpoint)
                        .setCompression("gzip")
                        .build(),
                start,
                rss);
    }

    static SdkService overGrpc(String name, int port, Instant start, ToLongFunction<Duration> rss) {
        String endpoint = "http://127.0.0.1:" + port;
        return new SdkService(
                name, OtlpGrpcMetricExporter.builder().setEndpoint(endpoint).build(), start, rss);
    }

    /** Takes and exports one reading at that time; true once the gateway has acknowledged it. */
    boolean report(Instant at) {
        clock.now = at;
        return meters.forceFlush().join(30, TimeUnit.SECONDS).isSuccess();
    }

    @Override
    public void close() {
        meters.close();
    }

    private static final class SettableClock implements Clock {

        private volatile Instant now = Instant.EPOCH;

        @Override
        public long now() {
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public long nanoTime() {
            return now();
        }
    }
}
