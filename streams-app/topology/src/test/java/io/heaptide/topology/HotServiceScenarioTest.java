package io.heaptide.topology;

import static io.heaptide.topology.MemorySeries.mib;
import static io.heaptide.topology.TopologyHarness.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.SeriesTrend;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A service that is fifty times as large as the others costs these nothing. */
class HotServiceScenarioTest {

    private static final String HOT = "checkout";
    private static final Duration PANE = Duration.ofMinutes(1);

    @Test
    void theOthersHaveTheSameResultsBesideIt() {
        List<SimulatedInstance> hot = instances(HOT, 100);
        Instant end = T0.plus(Duration.ofHours(3));
        try (TopologyHarness alone = new TopologyHarness();
                TopologyHarness beside = new TopologyHarness()) {
            for (Instant at = T0; at.isBefore(end); at = at.plus(PANE)) {
                alone.send(at, Batches.at(at, others()));
                beside.send(at, Batches.at(at, others()));
                beside.send(at, Batches.at(at, hot));
            }

            assertThat(beside.trends())
                    .filteredOn(trend -> !isHot(trend.getInstance().getServiceName()))
                    .isEqualTo(alone.trends());
            assertThat(beside.scores())
                    .filteredOn(score -> !isHot(score.getServiceName()))
                    .isEqualTo(alone.scores());
            assertThat(beside.alerts()).isEqualTo(alone.alerts());
            assertThat(alone.alerts())
                    .extracting(LeakAlert::getScore)
                    .extracting(LeakScore::getServiceName)
                    .contains("cart");
            assertThat(beside.trends())
                    .extracting(SeriesTrend::getInstance)
                    .anyMatch(instance -> isHot(instance.getServiceName()));
        }
    }

    @Test
    void theSecondStageHearsOfItOnceAPaneAndInAsFewBytes() {
        List<byte[]> few = partialsOf(instances(HOT, 10));
        List<byte[]> many = partialsOf(instances(HOT, 2_000));

        assertThat(many).hasSameSizeAs(few).hasSizeBetween(8, 10);
        assertThat(largest(many)).isLessThan(2 * largest(few));
    }

    private static List<byte[]> partialsOf(List<SimulatedInstance> instances) {
        try (TopologyHarness topology = new TopologyHarness()) {
            for (Instant at = T0; at.isBefore(T0.plus(PANE.multipliedBy(10))); at = at.plus(PANE)) {
                topology.send(at, Batches.at(at, instances));
            }
            return topology.partials();
        }
    }

    private static int largest(Collection<byte[]> partials) {
        return partials.stream().mapToInt(partial -> partial.length).max().orElseThrow();
    }

    private static List<SimulatedInstance> others() {
        MemorySeries leaking =
                MemorySeries.at(mib(300)).growingPerHour(mib(300)).noise(mib(2)).seed(7);
        MemorySeries steady = MemorySeries.at(mib(500)).noise(mib(3)).seed(3);
        return List.of(
                SimulatedInstance.of("cart", "cart-0", T0, leaking),
                SimulatedInstance.of("search", "search-0", T0, steady));
    }

    private static List<SimulatedInstance> instances(String service, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> SimulatedInstance.of(
                        service,
                        service + "-" + number,
                        T0,
                        MemorySeries.at(mib(200)).noise(mib(2)).seed(number)))
                .toList();
    }

    private static boolean isHot(String service) {
        return service.equals(HOT);
    }
}
