package io.heaptide.gateway.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WriteRequestTest {

    private static final long AT = 1_772_366_400_000L;

    @ParameterizedTest
    @EnumSource
    void aSeriesBecomesAPointOfItsJobAndInstance(WriteRequest.Version version) throws IOException {
        WriteRequest request = read(
                version,
                new Messages.One(
                        Map.of("__name__", "go_gc_heap_live_bytes", "job", "shop/cart", "instance", "10.0.0.1:80"),
                        4_096,
                        AT));

        assertThat(request.samples()).isEqualTo(1);
        ResourceMetrics resource = request.resources().get(0);
        assertThat(attributes(resource))
                .isEqualTo(Map.of(
                        "service.namespace", "shop", "service.name", "cart", "service.instance.id", "10.0.0.1:80"));
        Metric metric = resource.getScopeMetrics(0).getMetrics(0);
        assertThat(metric.getName()).isEqualTo("go_gc_heap_live_bytes");
        assertThat(metric.getGauge().getDataPoints(0))
                .isEqualTo(NumberDataPoint.newBuilder()
                        .setTimeUnixNano(AT * 1_000_000)
                        .setAsDouble(4_096)
                        .build());
    }

    @ParameterizedTest
    @EnumSource
    void aTargetInAPodIsItsContainer(WriteRequest.Version version) throws IOException {
        WriteRequest request = read(
                version,
                new Messages.One(
                        Map.of(
                                "__name__", "process_resident_memory_bytes",
                                "job", "cart",
                                "instance", "10.0.0.1:80",
                                "namespace", "shop",
                                "pod", "cart-5b6f7-x2x9k",
                                "container", "app",
                                "cluster", "east"),
                        1,
                        AT));

        assertThat(attributes(request.resources().get(0)))
                .isEqualTo(Map.of(
                        "k8s.namespace.name", "shop",
                        "k8s.pod.name", "cart-5b6f7-x2x9k",
                        "k8s.container.name", "app",
                        "k8s.cluster.name", "east"));
    }

    @ParameterizedTest
    @EnumSource
    void seriesOfOneTargetShareAResource(WriteRequest.Version version) throws IOException {
        WriteRequest request =
                read(version, one("process_resident_memory_bytes", 1), one("process_virtual_memory_bytes", 2));

        assertThat(request.resources()).hasSize(1);
        assertThat(request.resources().get(0).getScopeMetrics(0).getMetricsCount())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfASeriesIsNoValue(WriteRequest.Version version) throws IOException {
        WriteRequest request = read(version, one("up", Double.longBitsToDouble(0x7ff0_0000_0000_0002L)));

        NumberDataPoint point = request.resources()
                .get(0)
                .getScopeMetrics(0)
                .getMetrics(0)
                .getGauge()
                .getDataPoints(0);
        assertThat(point.getFlags()).isEqualTo(1);
        assertThat(point.hasAsDouble()).isFalse();
    }

    @Test
    void countsWhatItLeavesAside() throws IOException {
        WriteRequest request = read(WriteRequest.Version.V2, one("up", 1));

        assertThat(request.exemplars()).isEqualTo(1);
        assertThat(request.histograms()).isEqualTo(1);
    }

    @Test
    void refusesReferencesThatPointNowhereOrAreNoPairs() {
        byte[] nowhere = Messages.message(request -> request.writeByteArray(5, Messages.message(series -> {
            series.writeByteArray(1, new byte[] {7, 8});
            series.writeByteArray(2, new byte[0]);
        })));
        byte[] single = Messages.message(request -> request.writeByteArray(5, Messages.message(series -> {
            series.writeUInt32(1, 0);
            series.writeByteArray(2, new byte[0]);
        })));

        assertThatThrownBy(() -> read(WriteRequest.Version.V2, nowhere))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0 symbols, but not 7");
        assertThatThrownBy(() -> read(WriteRequest.Version.V2, single))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("pairs");
    }

    @Test
    void refusesMoreLabelsThanASeriesCanReasonablyHave() {
        byte[] many = Messages.message(request -> request.writeByteArray(5, Messages.message(series -> {
            series.writeByteArray(1, new byte[10_000]);
            series.writeByteArray(2, new byte[0]);
        })));

        assertThatThrownBy(() -> read(WriteRequest.Version.V2, many))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("256 labels");
    }

    @ParameterizedTest
    @EnumSource
    void samplesOfNoMetricAreCountedAndNotKept(WriteRequest.Version version) throws IOException {
        WriteRequest request = read(version, new Messages.One(Map.of("job", "cart"), 1, AT));

        assertThat(request.samples()).isEqualTo(1);
        assertThat(request.resources()).isEmpty();
    }

    @Test
    void theMessageOfTheOtherVersionHoldsNothing() throws IOException {
        List<Messages.One> series = List.of(one("up", 1));

        assertThat(read(WriteRequest.Version.V1, Messages.v2(series)).samples()).isZero();
        assertThat(read(WriteRequest.Version.V2, Messages.v1(series)).samples()).isZero();
    }

    private static Messages.One one(String metric, double value) {
        return new Messages.One(Map.of("__name__", metric, "job", "cart", "instance", "cart-1"), value, AT);
    }

    private static WriteRequest read(WriteRequest.Version version, Messages.One... series) throws IOException {
        List<Messages.One> all = List.of(series);
        return read(version, version == WriteRequest.Version.V1 ? Messages.v1(all) : Messages.v2(all));
    }

    private static WriteRequest read(WriteRequest.Version version, byte[] message) throws IOException {
        return WriteRequest.read(version, new ByteArrayInputStream(message));
    }

    private static Map<String, String> attributes(ResourceMetrics resource) {
        return resource.getResource().getAttributesList().stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
    }
}
