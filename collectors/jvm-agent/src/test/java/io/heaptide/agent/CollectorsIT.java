package io.heaptide.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.signals.MappedMetrics;
import io.heaptide.signals.MappingPolicy;
import io.heaptide.signals.MetricMapper;
import io.heaptide.signals.Reading;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One JVM of each garbage collector, from its pools to what the rest of Heaptide makes of them. */
final class CollectorsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MIB = 1 << 20;

    /** The names by which the detector knows a pool whose use after a collection is live memory. */
    private static final Set<String> OLD =
            Set.of("G1 Old Gen", "PS Old Gen", "Tenured Gen", "ZHeap", "ZGC Old Generation", "Shenandoah");

    private final MetricMapper mapper = new MetricMapper(MappingPolicy.defaults(), InstantSource.system());

    @ParameterizedTest
    @ValueSource(strings = {"G1", "Parallel", "Serial", "Z", "Shenandoah"})
    void theLeakIsSeenInTheOldGenerationAfterCollections(String collector) throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                HostProcess host = HostProcess.withAgent(
                        LeakyProgram.class,
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint(),
                                "OTEL_METRIC_EXPORT_INTERVAL", "500",
                                "HEAPTIDE_AGENT_NATIVE_DELAY", "0",
                                "HEAPTIDE_AGENT_ALLOCATION_INTERVAL", "0"),
                        "-XX:+Use" + collector + "GC",
                        "-XX:NativeMemoryTracking=summary")) {
            receiver.await(
                    PATIENCE,
                    () -> growth(receiver) > 2 * MIB && names(receiver).contains("native Thread"));

            assertThat(growth(receiver)).as("live bytes grow").isGreaterThan(2 * MIB);
            assertThat(names(receiver))
                    .contains("pool Metaspace", "buffer direct", "buffer mapped", "native Thread", "native Internal");
            assertThat(receiver.points("jvm.thread.count")).isNotEmpty();
            host.finish();
            assertThat(host.exitCode()).isZero();
            assertThat(host.err()).isEmpty();
        }
    }

    /** What the old pool gained between its first and its last reading after a collection. */
    private long growth(OtlpReceiver receiver) {
        List<Reading> old = readings(receiver)
                .filter(reading -> reading.signal().equals("jvm.memory.used_after_last_gc"))
                .filter(reading -> OLD.contains(reading.pool()) && reading.bytes() > 0)
                .toList();
        return old.isEmpty() ? 0 : old.get(old.size() - 1).bytes() - old.get(0).bytes();
    }

    private Set<String> names(OtlpReceiver receiver) {
        Map<String, String> kinds = Map.of(
                "jvm.memory.used", "pool ",
                "jvm.buffer.memory.used", "buffer ",
                "jvm.native_memory.committed", "native ");
        Set<String> names = new TreeSet<>();
        readings(receiver)
                .filter(reading -> kinds.containsKey(reading.signal()))
                .forEach(reading -> names.add(kinds.get(reading.signal()) + reading.pool()));
        return names;
    }

    private Stream<Reading> readings(OtlpReceiver receiver) {
        MappedMetrics mapped = mapper.map(receiver.metrics());
        return mapped.readings().stream().flatMap(instance -> instance.readings().stream());
    }
}
