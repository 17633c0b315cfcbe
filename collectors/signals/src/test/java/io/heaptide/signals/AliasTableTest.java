package io.heaptide.signals;

import static io.heaptide.signals.Otlp.SERVICE;
import static io.heaptide.signals.Otlp.gauge;
import static io.heaptide.signals.Otlp.metrics;
import static io.heaptide.signals.Otlp.point;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AliasTableTest {

    private final MetricMapper mapper = new MetricMapper(MappingPolicy.defaults(), InstantSource.fixed(Otlp.NOW));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "jvm.memory.used, jvm.memory.pool.name=G1 Old Gen;jvm.memory.type=heap, jvm.memory.used, G1 Old Gen",
                "jvm.memory.used, id=G1 Old Gen;area=heap, jvm.memory.used, G1 Old Gen",
                "jvm.memory.used_after_last_gc, jvm.memory.pool.name=PS Old Gen, jvm.memory.used_after_last_gc, PS Old Gen",
                "process.runtime.jvm.memory.usage, pool=Tenured Gen;type=heap, jvm.memory.used, Tenured Gen",
                "jvm_memory_used_bytes, area=heap;id=ZHeap, jvm.memory.used, ZHeap",
                "jvm_memory_bytes_used, area=heap, jvm.memory.used, heap",
                "jvm_memory_pool_collection_used_bytes, pool=G1 Old Gen, jvm.memory.used_after_last_gc, G1 Old Gen",
                "jvm.gc.live.data.size, -, jvm.memory.used_after_last_gc, Old Gen",
                "jvm.memory.max, id=G1 Old Gen, jvm.memory.limit, G1 Old Gen",
                "go.memory.used, go.memory.type=other, go.memory.used, other",
                "go_memstats_heap_inuse_bytes, -, go.memory.used, heap_inuse",
                "go_gc_heap_live_bytes, -, go.memory.used_after_last_gc, ''",
                "dotnet.gc.last_collection.heap.size, gc.heap.generation=gen2, dotnet.gc.last_collection.heap.size, ''",
                "dotnet.process.memory.working_set, -, process.memory.usage, ''",
                "v8js.memory.heap.used, v8js.heap.space.name=old_space, v8js.memory.heap.used, old_space",
                "nodejs_heap_space_size_used_bytes, space=old, v8js.memory.heap.used, old",
                "process.runtime.cpython.memory, type=rss, process.memory.usage, ''",
                "process_resident_memory_bytes, -, process.memory.usage, ''",
                "container.memory.anon, -, container.memory.rss, ''",
                "container.memory.working_set, -, container.memory.working_set, ''",
                "k8s.container.memory_limit, -, container.memory.limit, ''",
                "k8s.container.memory.limit.desired, -, container.memory.limit, desired",
                "k8s.container.memory.request.current, -, container.memory.request, ''",
                "heaptide.process.memory.limit, -, container.memory.limit, ''",
                "container.memory.utilized, -, container.memory.working_set, ''",
                "runtime.cpython.memory, type=rss, process.memory.usage, ''",
                "process.runtime.dotnet.gc.heap.size, generation=loh, dotnet.gc.last_collection.heap.size, ''",
                "tomcat.threads.busy, name=http-nio-8080, http.server.active_requests, tomcat",
                "system.memory.usage, state=used, system.memory.usage, ''",
                "system.memory.usage, system.memory.state=used, system.memory.usage, ''",
            })
    void mapsWhatCollectorsSend(String metric, String labels, String signal, String pool) {
        assertThat(mapped(metric, labels == null ? new String[0] : labels.split("[=;]", -1)))
                .extracting(Reading::signal, Reading::pool)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(signal, pool));
    }

    @ParameterizedTest
    @CsvSource({
        "jvm.memory.committed, jvm.memory.type, heap",
        "go.memory.allocated, go.memory.type, other",
        "dotnet.gc.last_collection.heap.size, gc.heap.generation, gen0",
        "process.runtime.dotnet.gc.heap.size, generation, gen1",
        "v8js.memory.heap.limit, v8js.heap.space.name, old_space",
        "process.runtime.cpython.memory, type, vms",
        "process.memory.virtual, a, b",
        "system.memory.usage, state, free",
        "container_memory_rss, pod, checkout-1",
        "kube_pod_container_resource_limits, resource, cpu",
    })
    void leavesAsideWhatIsNoMemoryLevelOfAnInstance(String metric, String label, String value) {
        MappedMetrics mapped = mapper.map(List.of(metrics(SERVICE, gauge(metric, point(1, label, value)))));

        assertThat(mapped.readings()).isEmpty();
        assertThat(mapped.rejections()).isEqualTo(Rejections.NONE);
        assertThat(mapped.ignoredPoints()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowOfTheTableMapsToTheSignalItNames(List<String> row) {
        List<String> labels = new ArrayList<>(List.of("namespace", "shop", "pod", "checkout-1", "container", "app"));
        if (!row.get(1).equals("-")) {
            for (String condition : row.get(1).split(",", -1)) {
                if (!condition.contains("!=")) {
                    labels.addAll(List.of(condition.split("[=|]", -1)).subList(0, 2));
                }
            }
        }

        assertThat(mapped(row.get(0), labels.toArray(String[]::new)))
                .extracting(Reading::signal)
                .containsExactly(row.get(2));
    }

    static Stream<List<String>> rows() {
        return TabTable.rows("aliases.tsv", 6).stream()
                .filter(row -> !row.get(0).startsWith("resource:"))
                .filter(row -> !row.get(2).equals("ignored"));
    }

    @Test
    void everyRowNamesItsSource() {
        assertThat(TabTable.rows("aliases.tsv", 6))
                .allSatisfy(row -> assertThat(row.get(5)).isNotBlank());
    }

    private List<Reading> mapped(String metric, String... labels) {
        return mapper.map(List.of(metrics(SERVICE, gauge(metric, point(1024, labels))))).readings().stream()
                .flatMap(one -> one.readings().stream())
                .toList();
    }
}
