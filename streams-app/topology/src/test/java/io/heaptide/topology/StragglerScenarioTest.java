package io.heaptide.topology;

import static io.heaptide.topology.MemorySeries.mib;
import static io.heaptide.topology.TopologyHarness.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.MemorySampleBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Collectors that flush once a minute, each at its own second: some close a pane long after the others. */
class StragglerScenarioTest {

    private static final Duration RUN = Duration.ofMinutes(60);

    @Test
    void aServiceIsSummedUpOncePerPaneHoweverItsInstancesAreSpreadOverTheMinute() {
        try (TopologyHarness topology = TopologyHarness.withHeartbeat(Duration.ofMinutes(1))) {
            for (int second = 0; second < RUN.toSeconds(); second++) {
                Instant now = T0.plusSeconds(second);
                if (second >= 60) {
                    topology.send(now, minuteOf("cart-" + second % 60, now.minusSeconds(60)));
                }
            }

            List<Long> panes =
                    topology.scores().stream().map(LeakScore::getWindowEndMs).toList();
            assertThat(panes).doesNotHaveDuplicates().isSorted();
            assertThat(panes.size()).isBetween(50, 60);
            assertThat(topology.scores())
                    .last()
                    .extracting(LeakScore::getInstances)
                    .isEqualTo(60);
            assertThat(topology.partials()).hasSizeBetween(50, 60);
        }
    }

    private static MemorySampleBatch minuteOf(String id, Instant from) {
        SimulatedInstance instance = SimulatedInstance.of(
                "cart", id, T0, MemorySeries.at(mib(100)).noise(mib(1)).seed(id.hashCode()));
        MemorySampleBatch batch = Batches.empty(from);
        int series = Batches.addSeries(batch, instance);
        for (int second = 0; second < 60; second += 10) {
            Instant at = from.plusSeconds(second);
            Batches.addRow(batch, series, at, instance.usedAt(at));
        }
        return batch;
    }
}
