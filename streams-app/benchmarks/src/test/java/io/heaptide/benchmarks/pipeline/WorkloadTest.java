package io.heaptide.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.core.DetectorPolicy;
import io.heaptide.topology.BareDetection;
import io.heaptide.topology.TopologyConfig;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class WorkloadTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:42Z");

    @Test
    void endsWithAWholeMinuteInThePast() {
        Workload workload = Workload.ofSamples(1_000, 600_000, NOW);

        assertThat(workload.panes()).isEqualTo(10);
        assertThat(workload.begin()).isEqualTo(Instant.parse("2026-03-02T07:50:00Z"));
        assertThat(workload.samples()).isEqualTo(600_000);
    }

    @Test
    void judgesEverySeriesHoweverMany() {
        assertThat(Workload.ofSamples(1_000_000, 1, NOW).panes()).isEqualTo(2);
    }

    @Test
    void travelsAsWords() {
        Workload workload = Workload.ofSamples(100, 60_000, NOW);
        String[] words = workload.words();

        assertThat(Workload.parse(words[0], words[1], words[2])).isEqualTo(workload);
    }

    @Test
    void startsEverySeriesWithHistoryForAllHorizons() {
        List<Long> seconds = History.secondsBefore(NOW);

        assertThat(seconds).isSorted().doesNotHaveDuplicates().hasSizeBetween(100, 150);
        assertThat(seconds.get(seconds.size() - 1)).isLessThan(NOW.getEpochSecond());
        assertThat(NOW.getEpochSecond() - seconds.get(0)).isBetween(5 * 86_400L, 6 * 86_400L);
    }

    @Test
    void givesEveryInstanceItsPlaceForEver() {
        Workload workload = Workload.ofSamples(2_000, 1, NOW);
        BenchInstance instance = workload.instance(777);

        assertThat(BenchInstance.numberOf(instance.ref(NOW).getServiceInstanceId()))
                .isEqualTo(777);
        assertThat(instance.node()).isEqualTo("node-31");
        assertThat(instance.partition()).isBetween(0, Workload.PARTITIONS - 1);
    }

    @Test
    void givesTheSameReadingsAgain() {
        BenchInstance instance = Workload.ofSamples(2_000, 1, NOW).instance(5);

        assertThat(instance.bytesAt(1, 1_000))
                .isEqualTo(instance.bytesAt(1, 1_000))
                .isPositive();
        assertThat(instance.bytesAt(0, 1_000))
                .isEqualTo(instance.bytesAt(0, 1_009))
                .isNotEqualTo(instance.bytesAt(0, 1_010));
    }

    @Test
    void storesHistoryThatDetectionTakesUp() {
        DetectorPolicy policy = DetectorPolicy.defaults();
        BareDetection detection = new BareDetection(TopologyConfig.of(policy, Workload.PARTITIONS));

        detection.restore(Workload.ofSamples(2_000, 1, NOW).instance(5).stored(NOW, policy));

        assertThat(detection.instances()).isEqualTo(1);
    }

    @Test
    void readsCountsAsPeopleWriteThem() {
        CountConverter counts = new CountConverter();

        assertThat(counts.convert("500")).isEqualTo(500);
        assertThat(counts.convert("10k")).isEqualTo(10_000);
        assertThat(counts.convert("2M")).isEqualTo(2_000_000);
        assertThatThrownBy(() -> counts.convert("many")).isInstanceOf(TypeConversionException.class);
        assertThatThrownBy(() -> counts.convert("9000m")).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void findsTheMedianAndTheEnds() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(1, 2, 3));
        assertThat(Spread.of(List.of(4.0, 2.0))).isEqualTo(new Spread(2, 3, 4));
    }

    @Test
    void findsFiguresAmongOtherLines() {
        Figures figures = Figures.among(List.of("a warning", "figure samples_per_second 12.5", "another"));

        assertThat(figures.get(Figures.RATE)).isEqualTo(12.5);
        assertThat(figures.get(Figures.CPU)).isNaN();
    }
}
