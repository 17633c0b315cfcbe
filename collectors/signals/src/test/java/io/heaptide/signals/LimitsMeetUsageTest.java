package io.heaptide.signals;

import static io.heaptide.signals.Otlp.NOW;
import static io.heaptide.signals.Otlp.gauge;
import static io.heaptide.signals.Otlp.metrics;
import static io.heaptide.signals.Otlp.point;
import static io.heaptide.signals.Otlp.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Usage comes from one collector and the limit from another: both must name one instance of one service in one bucket. */
class LimitsMeetUsageTest {

    private static final String POD = "checkout-6d4cf56db6-x7k2p";
    private static final Map<String, String> CONTAINER = Map.of(
            "k8s.namespace.name", "shop",
            "k8s.pod.name", POD,
            "k8s.pod.uid", "8d5c6f31",
            "k8s.container.name", "app");

    private final MetricMapper mapper = new MetricMapper(MappingPolicy.defaults(), InstantSource.fixed(NOW));

    static Stream<Arguments> sources() {
        List<ResourceMetrics> usage = List.of(
                kubeletstats(Map.of()),
                kubeletstats(Map.of("k8s.node.name", "n1", "k8s.deployment.name", "checkout", "container.id", "c1")),
                labelled("container_memory_working_set_bytes"));
        List<ResourceMetrics> limit = List.of(
                k8sCluster(),
                labelled("container_spec_memory_limit_bytes"),
                labelled("kube_pod_container_resource_limits", "resource", "memory", "uid", "8d5c6f31", "node", "n1"));
        return usage.stream().flatMap(one -> limit.stream().map(other -> Arguments.of(one, other)));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void whicheverCollectorTellsThem(ResourceMetrics usage, ResourceMetrics limit) {
        InstanceReadings used = mapped(usage);
        InstanceReadings limited = mapped(limit);

        assertThat(who(used)).isEqualTo(who(limited));
        assertThat(used.bucket()).isEqualTo(limited.bucket());
        assertThat(signals(used, limited))
                .containsExactlyInAnyOrder("container.memory.working_set", "container.memory.limit");
    }

    @Test
    void clustersThatAreNamedKeepPodsOfTheSameNameApart() {
        assertThat(who(mapped(kubeletstats(Map.of("k8s.cluster.name", "eu")))))
                .isNotEqualTo(who(mapped(kubeletstats(Map.of("k8s.cluster.name", "us")))));
    }

    @Test
    void allSeriesOfAPodAreInOneBucketWhateverTheirInstance() {
        Map<String, String> sdk = new HashMap<>(CONTAINER);
        sdk.put("service.name", "checkout");
        sdk.put("service.instance.id", "627cc493");
        sdk.put("k8s.node.name", "n1");

        assertThat(mapped(metrics(resource(sdk), gauge("process.memory.usage", point(1))))
                        .bucket())
                .isEqualTo(mapped(kubeletstats(Map.of())).bucket());
    }

    private InstanceReadings mapped(ResourceMetrics request) {
        List<InstanceReadings> readings = mapper.map(List.of(request)).readings();
        assertThat(readings).hasSize(1);
        return readings.get(0);
    }

    private static List<String> who(InstanceReadings one) {
        return List.of(
                one.instance().getServiceNamespace(),
                one.instance().getServiceName(),
                one.instance().getServiceInstanceId());
    }

    private static Set<String> signals(InstanceReadings one, InstanceReadings other) {
        Set<String> signals = new HashSet<>();
        one.readings().forEach(reading -> signals.add(reading.signal()));
        other.readings().forEach(reading -> signals.add(reading.signal()));
        return signals;
    }

    private static ResourceMetrics kubeletstats(Map<String, String> more) {
        Map<String, String> attributes = new HashMap<>(CONTAINER);
        attributes.putAll(more);
        return metrics(resource(attributes), gauge("container.memory.working_set", point(7)));
    }

    private static ResourceMetrics k8sCluster() {
        Map<String, String> attributes = new HashMap<>(CONTAINER);
        attributes.putAll(Map.of("k8s.node.name", "n1", "container.id", "c1", "container.image.tag", "1.4"));
        return metrics(resource(attributes), gauge("k8s.container.memory_limit", point(9)));
    }

    private static ResourceMetrics labelled(String metric, String... more) {
        String[] labels = Stream.concat(Stream.of("namespace", "shop", "pod", POD, "container", "app"), Stream.of(more))
                .toArray(String[]::new);
        return metrics(
                resource(Map.of("service.name", "exporter", "service.instance.id", "10.0.0.1:8080")),
                gauge(metric, point(9, labels)));
    }
}
