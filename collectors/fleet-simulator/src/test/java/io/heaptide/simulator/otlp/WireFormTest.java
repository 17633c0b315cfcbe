package io.heaptide.simulator.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.simulator.model.Fleet;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WireFormTest {

    private static final Instant ORIGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static FakeReceiver receiver;

    @BeforeAll
    static void playFiveMinutes() throws IOException {
        receiver = new FakeReceiver();
        RetryPolicy policy = RetryPolicy.givingUpAfter(Duration.ofSeconds(10));
        try (OtlpExporter exporter =
                new OtlpExporter(receiver.endpoint(), policy, ORIGIN, new StopSignal(), InstantSource.system())) {
            Fleet.demoWithLeaks(1).replay(ORIGIN, Duration.ofSeconds(2)).advanceTo(ORIGIN.plusSeconds(300), exporter);
            exporter.flush();
        }
    }

    @AfterAll
    static void close() {
        receiver.close();
    }

    @Test
    void jvmReadingsAreSumsOfTheOldGeneration() {
        ResourceMetrics checkout = resourceOf("checkout");

        assertThat(Telemetry.metrics(checkout).map(Metric::getName))
                .containsExactlyInAnyOrder("jvm.memory.used", "jvm.memory.used_after_last_gc", "jvm.memory.limit");
        assertThat(Telemetry.metrics(checkout)).allSatisfy(metric -> {
            assertThat(metric.getUnit()).isEqualTo("By");
            assertThat(metric.getSum().getAggregationTemporality())
                    .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
            assertThat(metric.getSum().getIsMonotonic()).isFalse();
            assertThat(pointAttributes(metric))
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("jvm.memory.type", "heap", "jvm.memory.pool.name", "G1 Old Gen"));
        });
    }

    @Test
    void containerReadingsAreGaugesWithTheLimitOfTheClusterReceiver() {
        ResourceMetrics catalog = resourceOf("catalog");

        assertThat(Telemetry.metrics(catalog).map(Metric::getName))
                .containsExactlyInAnyOrder(
                        "container.memory.working_set", "container.memory.rss", "k8s.container.memory_limit");
        assertThat(Telemetry.metrics(catalog)).allMatch(Metric::hasGauge);
    }

    @Test
    void goReadingsNameTheirTypeAndTheLimitHasNone() {
        Map<String, Map<String, String>> attributes = Telemetry.metrics(resourceOf("thumbnails"))
                .collect(Collectors.toMap(Metric::getName, WireFormTest::pointAttributes));

        assertThat(attributes)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("go.memory.used", Map.of("go.memory.type", "other"), "go.memory.limit", Map.of()));
    }

    @Test
    void aPodSaysWhereItRunsAndWhichLifeItIs() {
        Resource checkout = resourceOf("checkout").getResource();

        assertThat(Telemetry.attribute(checkout, "service.namespace")).isEqualTo("shop");
        assertThat(Telemetry.attribute(checkout, "service.version")).isEqualTo("1.4.2");
        assertThat(Telemetry.attribute(checkout, "service.instance.id")).startsWith("checkout-");
        assertThat(Telemetry.attribute(checkout, "deployment.environment.name")).isEqualTo("simulation");
        assertThat(Telemetry.attribute(checkout, "k8s.pod.name")).startsWith("checkout-");
        assertThat(Telemetry.attribute(checkout, "k8s.node.name")).startsWith("node-");
        assertThat(Telemetry.attribute(checkout, "container.id")).matches("[0-9a-f]{64}");
        assertThat(Telemetry.attribute(checkout, "k8s.container.restart_count")).isEqualTo("0");
        assertThat(Telemetry.attribute(checkout, "process.creation.time")).isEqualTo("2026-02-28T23:40:00Z");
    }

    @Test
    void aProcessOnAHostHasNoPod() {
        Resource recommendations = resourceOf("recommendations").getResource();

        assertThat(Telemetry.attribute(recommendations, "host.name")).startsWith("node-");
        assertThat(Long.parseLong(Telemetry.attribute(recommendations, "process.pid")))
                .isGreaterThan(1);
        assertThat(Telemetry.attribute(recommendations, "k8s.pod.name")).isEmpty();
        assertThat(Telemetry.metrics(resourceOf("recommendations")).map(Metric::getName))
                .containsExactly("process.memory.usage");
    }

    @Test
    void aRestartInPlaceKeepsThePodAndCountsUp() {
        List<Resource> exports = receiver.metrics().stream()
                .flatMap(request -> request.getResourceMetricsList().stream())
                .map(ResourceMetrics::getResource)
                .filter(resource ->
                        Telemetry.attribute(resource, "service.name").equals("exports"))
                .distinct()
                .toList();

        assertThat(exports.stream()
                        .map(resource -> Telemetry.attribute(resource, "service.instance.id"))
                        .distinct())
                .hasSize(2);
        assertThat(exports.stream().map(resource -> Telemetry.attribute(resource, "k8s.container.restart_count")))
                .contains("0", "1", "2");
        assertThat(exports.stream()
                        .map(resource -> Telemetry.attribute(resource, "container.id"))
                        .distinct())
                .hasSameSizeAs(exports);
    }

    @Test
    void eventsAreLogRecordsWithTypeAndReason() {
        Map<String, List<LogRecord>> byType = receiver.logs().stream()
                .flatMap(request -> request.getResourceLogsList().stream())
                .map(WireFormTest::onlyRecord)
                .collect(Collectors.groupingBy(record -> body(record, "type")));

        assertThat(byType).containsOnlyKeys("start", "stop", "oom_kill", "deploy");
        assertThat(byType.get("oom_kill")).allSatisfy(record -> {
            assertThat(record.getEventName()).isEqualTo("heaptide.lifecycle");
            assertThat(body(record, "reason")).isEqualTo("OOMKilled");
            assertThat(body(record, "limit_bytes")).isEqualTo("268435456");
            assertThat(Instant.ofEpochMilli(record.getTimeUnixNano() / 1_000_000))
                    .isBetween(ORIGIN, ORIGIN.plusSeconds(300));
        });
        assertThat(byType.get("deploy")).hasSize(2);
    }

    private static ResourceMetrics resourceOf(String service) {
        return receiver.metrics().stream()
                .flatMap(request -> request.getResourceMetricsList().stream())
                .filter(resource -> Telemetry.attribute(resource.getResource(), "service.name")
                        .equals(service))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> pointAttributes(Metric metric) {
        NumberDataPoint point = Telemetry.points(metric).get(0);
        return point.getAttributesList().stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
    }

    private static LogRecord onlyRecord(ResourceLogs logs) {
        assertThat(logs.getScopeLogs(0).getLogRecordsCount()).isEqualTo(1);
        return logs.getScopeLogs(0).getLogRecords(0);
    }

    private static String body(LogRecord record, String key) {
        return Telemetry.attribute(
                Resource.newBuilder()
                        .addAllAttributes(record.getBody().getKvlistValue().getValuesList())
                        .build(),
                key);
    }
}
