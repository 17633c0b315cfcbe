package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.local.LocalKafka;
import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import io.heaptide.schemas.Topics;
import io.heaptide.signals.LogMapper;
import io.heaptide.signals.Reading;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exporters of the OpenTelemetry SDK → the gateway → a real broker. */
@ExtendWith(SharedKafka.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtlpGatewayIT {

    private static final AttributeKey<String> POOL = AttributeKey.stringKey("jvm.memory.pool.name");

    private final TopicReader topics;
    private final OtlpGateway gateway;

    OtlpGatewayIT(LocalKafka kafka) throws InterruptedException {
        topics = new TopicReader(kafka.bootstrapServers());
        gateway = OtlpGateway.start(Configs.forKafka(kafka.bootstrapServers()));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "http"})
    void publishesWhatTheSdkExports(String transport) {
        String instance = "metrics-over-" + transport;
        SdkMeterProvider meters = SdkMeterProvider.builder()
                .setResource(resource(instance))
                .registerMetricReader(PeriodicMetricReader.builder(metricExporter(transport))
                        .setInterval(Duration.ofHours(1))
                        .build())
                .build();
        meters.get("test")
                .upDownCounterBuilder("jvm.memory.used_after_last_gc")
                .setUnit("By")
                .buildWithCallback(pools -> pools.record(4_096, Attributes.of(POOL, "G1 Old Gen")));
        meters.get("test").gaugeBuilder("http.server.speed").buildWithCallback(speed -> speed.record(1));

        assertThat(meters.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
        meters.close();

        assertThat(topics.readings(instance)).isNotEmpty().allSatisfy(reading -> {
            assertThat(reading.signal()).isEqualTo("jvm.memory.used_after_last_gc");
            assertThat(reading.pool()).isEqualTo("G1 Old Gen");
            assertThat(reading.bytes()).isEqualTo(4_096);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "http"})
    void publishesTheEventsThatTheSdkExports(String transport) {
        String instance = "logs-over-" + transport;
        SdkLoggerProvider loggers = SdkLoggerProvider.builder()
                .setResource(resource(instance))
                .addLogRecordProcessor(
                        BatchLogRecordProcessor.builder(logExporter(transport)).build())
                .build();
        emit(loggers, LogMapper.LIFECYCLE, Value.of(KeyValue.of("type", Value.of("start"))));
        emit(loggers, LogMapper.ALLOCATION_SUMMARY, summary());

        assertThat(loggers.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
        loggers.close();

        assertThat(topics.all(Topics.LIFECYCLE_EVENTS))
                .filteredOn(event -> event.getInstance().getServiceInstanceId().equals(instance))
                .extracting(LifecycleEvent::getType)
                .containsExactly(LifecycleType.START);
        assertThat(topics.all(Topics.ALLOCATION_SUMMARIES))
                .filteredOn(one -> one.getInstance().getServiceInstanceId().equals(instance))
                .flatExtracting(AllocationSummary::getSites)
                .singleElement()
                .satisfies(site -> {
                    assertThat(site.getSite()).isEqualTo("com.acme.Cache.put");
                    assertThat(site.getLiveBytes()).isEqualTo(1e6);
                });
    }

    @Test
    void theGoodHalfOfARequestIsInKafkaAndTheOtherIsCounted() {
        HttpSender sender = new HttpSender(gateway.httpPort());

        HttpSender.Answer answer = sender.send("half-unusable", 1_000, -1, 2_000, Double.NaN);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.rejected()).isEqualTo(2);
        assertThat(answer.message()).contains("1 negative", "1 not_finite");
        assertThat(topics.readings("half-unusable")).extracting(Reading::bytes).containsExactly(1_000L, 2_000L);
    }

    private static Resource resource(String instance) {
        return Resource.getDefault()
                .merge(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "checkout",
                        AttributeKey.stringKey("service.instance.id"),
                        instance)));
    }

    private MetricExporter metricExporter(String transport) {
        return transport.equals("grpc")
                ? OtlpGrpcMetricExporter.builder()
                        .setEndpoint("http://127.0.0.1:" + gateway.grpcPort())
                        .setCompression("gzip")
                        .build()
                : OtlpHttpMetricExporter.builder()
                        .setEndpoint("http://127.0.0.1:" + gateway.httpPort() + "/v1/metrics")
                        .setCompression("gzip")
                        .build();
    }

    private LogRecordExporter logExporter(String transport) {
        return transport.equals("grpc")
                ? OtlpGrpcLogRecordExporter.builder()
                        .setEndpoint("http://127.0.0.1:" + gateway.grpcPort())
                        .build()
                : OtlpHttpLogRecordExporter.builder()
                        .setEndpoint("http://127.0.0.1:" + gateway.httpPort() + "/v1/logs")
                        .build();
    }

    private static void emit(SdkLoggerProvider loggers, String event, Value<?> body) {
        loggers.get("test")
                .logRecordBuilder()
                .setEventName(event)
                .setTimestamp(Instant.now())
                .setBody(body)
                .emit();
    }

    private static Value<?> summary() {
        long now = Instant.now().toEpochMilli();
        return Value.of(
                KeyValue.of("source", Value.of("jfr")),
                KeyValue.of("window_start_ms", Value.of(now - 60_000)),
                KeyValue.of("window_end_ms", Value.of(now)),
                KeyValue.of(
                        "sites",
                        Value.of(List.of(Value.of(
                                KeyValue.of("site", Value.of("com.acme.Cache.put")),
                                KeyValue.of("frames", Value.of(List.of(Value.of("com.acme.Cache.put")))),
                                KeyValue.of("live_bytes", Value.of(1e6)))))));
    }
}
