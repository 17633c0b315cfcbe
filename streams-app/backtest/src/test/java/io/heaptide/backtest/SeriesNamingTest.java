package io.heaptide.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeriesNamingTest {
    private static final SeriesNaming.Choice USUAL = new SeriesNaming.Choice("", "", "");

    @Test
    void openTelemetrysResourceLabelsNameServiceInstanceAndVersion() {
        SeriesName name = named(
                "__name__", "jvm_memory_used_after_last_gc_bytes",
                "service_name", "orders",
                "service_namespace", "shop",
                "service_version", "1.4.2",
                "service_instance_id", "i-1",
                "jvm_memory_pool_name", "G1 Old Gen",
                "job", "shop/orders",
                "instance", "collector:8889");
        assertThat(name)
                .isEqualTo(new SeriesName(
                        "shop/orders", "i-1", "jvm.memory.used_after_last_gc", "G1 Old Gen", false, "1.4.2"));
    }

    @Test
    void aScrapedProcessIsNamedByJobAndInstance() {
        assertThat(named("__name__", "process_resident_memory_bytes", "job", "orders", "instance", "10.0.0.7:8080"))
                .isEqualTo(new SeriesName("orders", "10.0.0.7:8080", "process.memory.usage", "", false, ""));
    }

    @Test
    void aContainerIsNamedByItsWorkloadAndPodNotByItsExporter() {
        assertThat(named(
                        "__name__", "container_memory_working_set_bytes",
                        "job", "kubelet",
                        "instance", "10.0.0.1:10250",
                        "namespace", "shop",
                        "pod", "orders-7d9f8b6c5d-x2x4z",
                        "container", "app"))
                .isEqualTo(new SeriesName(
                        "shop/orders",
                        "shop/orders-7d9f8b6c5d-x2x4z/app",
                        "container.memory.working_set",
                        "",
                        false,
                        ""));
    }

    @Test
    void aProcessInAPodHasTheInstanceNameOfItsContainer() {
        assertThat(named(
                                "__name__", "process_resident_memory_bytes",
                                "job", "orders",
                                "namespace", "shop",
                                "pod", "orders-1",
                                "container", "app",
                                "instance", "10.0.0.7:8080")
                        .instance())
                .isEqualTo("shop/orders-1/app");
    }

    @Test
    void labelsThatTheTargetBroughtAlongGoBeforeTheScrapes() {
        assertThat(named(
                        "__name__", "process_resident_memory_bytes",
                        "job", "otel-collector",
                        "exported_job", "orders",
                        "instance", "collector:8889",
                        "exported_instance", "i-7"))
                .isEqualTo(new SeriesName("orders", "i-7", "process.memory.usage", "", false, ""));
    }

    @Test
    void theUsersLabelsGoBeforeAll() {
        SeriesNaming naming = new SeriesNaming(new SeriesNaming.Choice("team", "replica", ""));
        Map<String, String> labels = labels(
                "__name__", "container_memory_rss",
                "namespace", "shop",
                "pod", "orders-1",
                "container", "app",
                "team", "checkout",
                "replica", "3");
        assertThat(naming.name(labels, false))
                .contains(new SeriesName("checkout", "3", "container.memory.rss", "", false, ""));
        labels.remove("replica");
        assertThat(naming.name(labels, false))
                .as("a label that is missing names nobody")
                .isEmpty();
    }

    @Test
    void cadvisorsSumsOverPodsAndCpuLimitsAreNoMemoryOfAnInstance() {
        assertThat(name("__name__", "container_memory_rss", "id", "/", "job", "kubelet", "instance", "n:10250"))
                .isEmpty();
        assertThat(name(
                        "__name__", "kube_pod_container_resource_limits",
                        "resource", "cpu",
                        "namespace", "shop",
                        "pod", "orders-1",
                        "container", "app"))
                .isEmpty();
    }

    @Test
    void anUnknownNameStandsForItselfAndNoNameForUseAtLarge() {
        assertThat(named("__name__", "redis_memory_used_bytes", "job", "redis", "instance", "r:9121")
                        .metric())
                .isEqualTo("redis_memory_used_bytes");
        assertThat(named("job", "redis", "instance", "r:9121").metric()).isEqualTo("memory.usage");
    }

    @Test
    void theUserMaySayWhatTheQueryMeasures() {
        SeriesNaming naming = new SeriesNaming(new SeriesNaming.Choice("", "", "process.memory.usage"));
        assertThat(naming.name(labels("job", "redis", "instance", "r:9121"), false))
                .map(SeriesName::metric)
                .contains("process.memory.usage");
    }

    @Test
    void whatALimitQueryGivesIsALimit() {
        SeriesNaming naming = new SeriesNaming(USUAL);
        assertThat(naming.name(labels("job", "orders", "instance", "a"), true))
                .contains(new SeriesName("orders", "a", "container.memory.limit", "", true, ""));
        assertThat(naming.name(
                        labels(
                                "__name__",
                                "jvm_memory_max_bytes",
                                "id",
                                "G1 Old Gen",
                                "job",
                                "orders",
                                "instance",
                                "a"),
                        true))
                .contains(new SeriesName("orders", "a", "jvm.memory.limit", "G1 Old Gen", true, ""));
    }

    @Test
    void aLimitGoesToTheServiceThatItsInstanceHasInItsUsage() {
        LimitOwners owners = new LimitOwners();
        owners.saw(new SeriesName("orders", "shop/o-1/app", "m", "", false, ""));
        SeriesName limit = new SeriesName("shop/o", "shop/o-1/app", "container.memory.limit", "", true, "");
        assertThat(owners.of(limit)).containsExactly(limit.of("orders"));
        assertThat(owners.of(limit.of("orders"))).isEqualTo(List.of(limit.of("orders")));
        assertThat(owners.of(new SeriesName("orders", "other", "container.memory.limit", "", true, "")))
                .isEmpty();
    }

    private static SeriesName named(String... pairs) {
        return name(pairs).orElseThrow();
    }

    private static Optional<SeriesName> name(String... pairs) {
        return new SeriesNaming(USUAL).name(labels(pairs), false);
    }

    private static Map<String, String> labels(String... pairs) {
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            labels.put(pairs[i], pairs[i + 1]);
        }
        return labels;
    }
}
