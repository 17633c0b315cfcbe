package io.heaptide.topology;

import static io.heaptide.topology.MemorySeries.mib;
import static io.heaptide.topology.TopologyHarness.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesTrend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State is logged once per commit and, restored from that log, gives the same verdicts. */
class StateScenarioTest {

    private static final Instant END = T0.plus(Duration.ofHours(4));

    @Test
    void aCommitLogsEachChangedInstanceOnceHoweverManyRowsChangedIt() {
        List<SimulatedInstance> instances = IntStream.range(0, 20)
                .mapToObj(i -> SimulatedInstance.of("cart", "cart-" + i, T0, MemorySeries.at(mib(200))))
                .toList();
        MemorySampleBatch batch = Batches.empty(T0);
        for (SimulatedInstance instance : instances) {
            int series = Batches.addSeries(batch, instance);
            for (int second = 0; second < 50; second++) {
                Batches.addRow(batch, series, T0.plusSeconds(second), instance.usedAt(T0.plusSeconds(second)));
            }
        }
        try (TopologyHarness topology = new TopologyHarness()) {
            topology.send(T0.plusSeconds(50), batch);

            assertThat(topology.scoredSamples()).isEqualTo(1_000);
            assertThat(topology.changelog(SampleProcessor.INSTANCES)).hasSize(20);
        }
    }

    @Test
    void seriesAreCountedAlsoThoseThatWereRestored() {
        SimulatedInstance cart = SimulatedInstance.of("cart", "cart-0", T0, MemorySeries.at(mib(200)));
        SimulatedInstance silent = SimulatedInstance.of("cart", "cart-1", T0, MemorySeries.at(mib(200)));
        TopologyHarness before = new TopologyHarness();
        before.run(T0, T0.plusSeconds(30), cart, silent);
        assertThat(before.trackedSeries()).isEqualTo(4);
        try (TopologyHarness after = before.restart()) {
            after.run(T0.plusSeconds(30), T0.plusSeconds(60), cart);

            assertThat(after.trackedSeries()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 75, 130, 131, 200})
    void aRestartAfterSoManyMinutesChangesNoResult(int minutes) {
        Results undisturbed = new Results();
        try (TopologyHarness topology = new TopologyHarness()) {
            topology.run(T0, END, fleet());
            undisturbed.addFrom(topology);
        }
        Instant crash = T0.plus(Duration.ofMinutes(minutes)).plusSeconds(30);
        Results disturbed = new Results();
        TopologyHarness before = new TopologyHarness();
        before.run(T0, crash, fleet());
        disturbed.addFrom(before);
        try (TopologyHarness after = before.restart()) {
            after.run(crash, END, fleet());
            disturbed.addFrom(after);
        }

        assertThat(disturbed.trends).isEqualTo(undisturbed.trends);
        assertThat(disturbed.scores).isEqualTo(undisturbed.scores);
        assertThat(disturbed.alerts).isEqualTo(undisturbed.alerts);
        assertThat(undisturbed.alerts).isNotEmpty();
    }

    private static SimulatedInstance[] fleet() {
        return new SimulatedInstance[] {
            SimulatedInstance.of(
                    "cart",
                    "cart-0",
                    T0,
                    MemorySeries.at(mib(300))
                            .growingPerHour(mib(300))
                            .noise(mib(3))
                            .seed(1)),
            SimulatedInstance.of(
                    "cart",
                    "cart-1",
                    T0,
                    MemorySeries.at(mib(310)).noise(mib(3)).seed(2)),
            SimulatedInstance.of(
                    "search",
                    "search-0",
                    T0,
                    MemorySeries.at(mib(500)).noise(mib(3)).seed(3))
        };
    }

    private static final class Results {
        private final List<SeriesTrend> trends = new ArrayList<>();
        private final List<LeakScore> scores = new ArrayList<>();
        private final List<LeakAlert> alerts = new ArrayList<>();

        void addFrom(TopologyHarness topology) {
            trends.addAll(topology.trends());
            scores.addAll(topology.scores());
            alerts.addAll(topology.alerts());
        }
    }
}
