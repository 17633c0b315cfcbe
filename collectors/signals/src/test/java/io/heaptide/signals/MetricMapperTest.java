package io.heaptide.signals;

import static io.heaptide.signals.Otlp.NOW;
import static io.heaptide.signals.Otlp.SERVICE;
import static io.heaptide.signals.Otlp.at;
import static io.heaptide.signals.Otlp.gauge;
import static io.heaptide.signals.Otlp.metrics;
import static io.heaptide.signals.Otlp.point;
import static io.heaptide.signals.Otlp.resource;
import static io.heaptide.signals.Otlp.sum;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.InstanceRef;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricMapperTest {

    private static final String RSS = "process.memory.usage";

    private final MetricMapper mapper = new MetricMapper(MappingPolicy.defaults(), InstantSource.fixed(NOW));

    @Test
    void readsTheTimeAndTheBytesOfAPoint() {
        MappedMetrics mapped = map(gauge(RSS, point(4096)));

        assertThat(mapped.readings()).singleElement().satisfies(one -> {
            assertThat(one.instance().getServiceInstanceId()).isEqualTo("checkout-1");
            assertThat(one.readings()).containsExactly(new Reading(RSS, "", NOW.toEpochMilli(), 4096));
        });
        assertThat(mapped.rejections().total()).isZero();
    }

    @Test
    void takesACumulativeUpDownCounterLikeAGauge() {
        assertThat(map(sum(RSS, AGGREGATION_TEMPORALITY_CUMULATIVE, false, point(4096)))
                        .readingCount())
                .isEqualTo(1);
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                Arguments.of(DropReason.DELTA_TEMPORALITY, sum(RSS, AGGREGATION_TEMPORALITY_DELTA, false, point(1))),
                Arguments.of(
                        DropReason.UNSPECIFIED_TEMPORALITY,
                        sum(RSS, AGGREGATION_TEMPORALITY_UNSPECIFIED, false, point(1))),
                Arguments.of(
                        DropReason.MONOTONIC_COUNTER, sum(RSS, AGGREGATION_TEMPORALITY_CUMULATIVE, true, point(1))),
                Arguments.of(DropReason.UNSUPPORTED_TYPE, histogram(RSS)),
                Arguments.of(
                        DropReason.UNSUPPORTED_UNIT,
                        gauge(RSS, point(1)).toBuilder().setUnit("%").build()),
                Arguments.of(DropReason.NO_VALUE, gauge(RSS, at(NOW).build())),
                Arguments.of(DropReason.NOT_FINITE, gauge(RSS, point(Double.NaN))),
                Arguments.of(DropReason.NOT_FINITE, gauge(RSS, point(Double.POSITIVE_INFINITY))),
                Arguments.of(DropReason.NEGATIVE, gauge(RSS, point(-1))),
                Arguments.of(DropReason.IMPLAUSIBLE, gauge(RSS, point(1e300))),
                Arguments.of(
                        DropReason.NO_TIMESTAMP,
                        gauge(RSS, NumberDataPoint.newBuilder().setAsInt(1).build())),
                Arguments.of(
                        DropReason.FUTURE_TIMESTAMP,
                        gauge(
                                RSS,
                                at(NOW.plus(Duration.ofMinutes(11))).setAsInt(1).build())),
                Arguments.of(
                        DropReason.FUTURE_TIMESTAMP,
                        gauge(
                                RSS,
                                NumberDataPoint.newBuilder()
                                        .setTimeUnixNano(-1)
                                        .setAsInt(1)
                                        .build())),
                Arguments.of(
                        DropReason.ATTRIBUTE_TOO_LONG,
                        gauge("jvm.memory.used", point(1, "jvm.memory.pool.name", "x".repeat(513)))));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void rejectsWhatCannotBeUsedWithItsReason(DropReason reason, Metric metric) {
        MappedMetrics mapped = map(metric);

        assertThat(mapped.readings()).isEmpty();
        assertThat(mapped.rejections().byReason()).containsExactly(Map.entry(reason, 1L));
    }

    @Test
    void keepsTheGoodHalfAndTellsWhatHappenedToTheOther() {
        MappedMetrics mapped = map(
                gauge(RSS, point(1), point(Double.NaN), point(2), point(-1)), gauge("http.server.active", point(3)));

        assertThat(mapped.readingCount()).isEqualTo(2);
        assertThat(mapped.ignoredPoints()).isEqualTo(1);
        assertThat(mapped.rejections().describe("data points"))
                .isEqualTo("2 data points rejected: 1 not_finite (NaN or infinite), 1 negative (less than zero bytes)");
    }

    @Test
    void rejectsEveryPointOfAResourceThatNamesNoInstance() {
        MappedMetrics mapped = mapper.map(
                List.of(metrics(resource(Map.of("service.name", "checkout")), gauge(RSS, point(1), point(2)))));

        assertThat(mapped.readings()).isEmpty();
        assertThat(mapped.rejections().byReason()).containsExactly(Map.entry(DropReason.NO_INSTANCE, 2L));
    }

    @ParameterizedTest
    @CsvSource({"By, 3", "'', 3", "KiBy, 3072", "MiBy, 3145728", "kBy, 3000", "MBy, 3000000", "Megabytes, 3145728"})
    void scalesByTheUnitThatTheMetricNames(String unit, long bytes) {
        Metric metric = gauge(RSS, point(3)).toBuilder().setUnit(unit).build();

        assertThat(map(metric).readings().get(0).readings())
                .extracting(Reading::bytes)
                .containsExactly(bytes);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 0x1p63, 0x1p62, Double.POSITIVE_INFINITY})
    void takesTheAbsenceOfALimitForWhatItIs(double unlimited) {
        MappedMetrics mapped = map(gauge("jvm.memory.limit", point(unlimited)));

        assertThat(mapped.readings()).isEmpty();
        assertThat(mapped.rejections().total()).isZero();
        assertThat(mapped.ignoredPoints()).isEqualTo(1);
    }

    @Test
    void leavesAsideAStalenessMarker() {
        NumberDataPoint stale = at(NOW).setFlags(DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE)
                .build();

        assertThat(map(gauge(RSS, stale))).isEqualTo(new MappedMetrics(List.of(), List.of(), Rejections.NONE, 1));
    }

    @Test
    void readsTheMemoryOfAFunctionAsItsLimit() {
        MappedMetrics mapped = mapper.map(List.of(metrics(
                resource(Map.of("faas.name", "thumbnail", "faas.instance", "i-1", "faas.max_memory", "134217728")),
                gauge(RSS, point(1)))));

        assertThat(mapped.readings().get(0).readings())
                .contains(new Reading("faas.memory.limit", "", NOW.toEpochMilli(), 134_217_728));
    }

    @Test
    void namesContainersByTheLabelsOfCadvisorAndKubeStateMetricsAlike() {
        var cadvisor = metrics(
                resource(Map.of("service.name", "kubelet", "service.instance.id", "10.0.0.1:10250")),
                gauge(
                        "container_memory_rss",
                        point(7, "namespace", "shop", "pod", "checkout-6d4cf56db6-x7k2p", "container", "app")));
        var kubeState = metrics(
                resource(Map.of("service.name", "ksm", "service.instance.id", "10.0.0.2:8080")),
                gauge(
                        "kube_pod_container_resource_limits",
                        point(
                                9,
                                "resource",
                                "memory",
                                "namespace",
                                "shop",
                                "pod",
                                "checkout-6d4cf56db6-x7k2p",
                                "container",
                                "app",
                                "uid",
                                "4711",
                                "node",
                                "n1")));

        List<InstanceReadings> readings =
                mapper.map(List.of(cadvisor, kubeState)).readings();

        assertThat(readings)
                .extracting(one -> one.readings().get(0).signal())
                .containsExactly("container.memory.rss", "container.memory.limit");
        assertThat(readings).extracting(InstanceReadings::instance).satisfies(instances -> {
            InstanceRef instance = instances.get(0);
            assertThat(instance).isEqualTo(instances.get(1));
            assertThat(instance.getServiceName()).isEqualTo("checkout");
            assertThat(instance.getServiceNamespace()).isEqualTo("shop");
        });
        assertThat(readings.get(0).bucket()).isEqualTo(readings.get(1).bucket());
    }

    @Test
    void takesTheOldHeapsOfDotnetTogether() {
        MappedMetrics mapped = map(gauge(
                "dotnet.gc.last_collection.heap.size",
                point(1, "gc.heap.generation", "gen0"),
                point(10, "gc.heap.generation", "gen2"),
                point(100, "gc.heap.generation", "loh"),
                point(1_000, "gc.heap.generation", "poh")));

        assertThat(mapped.readings().get(0).readings())
                .containsExactly(new Reading("dotnet.gc.last_collection.heap.size", "", NOW.toEpochMilli(), 1_110));
        assertThat(mapped.ignoredPoints()).isEqualTo(1);
    }

    @Test
    void addsUpTheRequestsInHandOfAllMethodsAndKeepsTimesApart() {
        long later = NOW.toEpochMilli() + 1_000;
        Metric active = gauge(
                        "http.server.active_requests",
                        point(2, "http.request.method", "GET"),
                        point(3, "http.request.method", "POST"),
                        at(NOW.plusSeconds(1), "http.request.method", "GET")
                                .setAsInt(0)
                                .build())
                .toBuilder()
                .setUnit("{request}")
                .build();

        assertThat(map(active).readings().get(0).readings())
                .containsExactly(
                        new Reading("http.server.active_requests", "", NOW.toEpochMilli(), 5),
                        new Reading("http.server.active_requests", "", later, 0));
    }

    @Test
    void aHostileSumStaysBelievable() {
        NumberDataPoint[] points =
                Stream.generate(() -> point(1L << 59)).limit(64).toArray(NumberDataPoint[]::new);

        assertThat(map(gauge("http.server.active_requests", points))
                        .readings()
                        .get(0)
                        .readings())
                .containsExactly(new Reading("http.server.active_requests", "", NOW.toEpochMilli(), (1L << 60) - 1));
    }

    @Test
    void mapsAnEmptyRequestToNothing() {
        assertThat(mapper.map(List.of())).isEqualTo(new MappedMetrics(List.of(), List.of(), Rejections.NONE, 0));
    }

    private MappedMetrics map(Metric... metrics) {
        return mapper.map(List.of(metrics(SERVICE, metrics)));
    }

    private static Metric histogram(String name) {
        return Metric.newBuilder()
                .setName(name)
                .setHistogram(Histogram.newBuilder().addDataPoints(HistogramDataPoint.newBuilder()))
                .build();
    }
}
