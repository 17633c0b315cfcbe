package io.heaptide.topology;

import static io.heaptide.topology.MemorySeries.mib;
import static io.heaptide.topology.TopologyHarness.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesTrend;
import io.heaptide.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Late, repeated, reordered and missing samples: a bounded effect, and the same verdicts. */
class SampleOrderScenarioTest {

    private static final Instant END = T0.plus(Duration.ofHours(3));
    private static final SimulatedInstance LEAKING = SimulatedInstance.of(
            "cart",
            "cart-0",
            T0,
            MemorySeries.at(mib(300)).growingPerHour(mib(300)).noise(mib(2)).seed(7));

    @Test
    void repeatedSamplesAreCountedAndChangeNothing() {
        try (TopologyHarness once = new TopologyHarness();
                TopologyHarness twice = new TopologyHarness()) {
            for (Instant at = T0; at.isBefore(END); at = at.plus(TopologyHarness.INTERVAL)) {
                once.send(at, Batches.at(at, LEAKING));
                twice.send(at, Batches.at(at, LEAKING));
                twice.send(at, Batches.at(at, LEAKING));
            }

            assertThat(twice.trends()).isEqualTo(once.trends());
            assertThat(twice.scores()).isEqualTo(once.scores());
            assertThat(twice.dropped(DropReason.DUPLICATE)).isEqualTo(once.scoredSamples());
            assertThat(lastVerdict(once)).isEqualTo(Verdict.LEAKING);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void samplesReorderedWithinABatchGiveTheSameTrends(long seed) {
        try (TopologyHarness ordered = new TopologyHarness();
                TopologyHarness reordered = new TopologyHarness()) {
            for (Instant from = T0; from.isBefore(END); from = from.plusSeconds(60)) {
                List<Instant> times = minute(from);
                ordered.send(from.plusSeconds(59), batch(from, times));
                Collections.shuffle(times, new Random(seed + from.getEpochSecond()));
                reordered.send(from.plusSeconds(59), batch(from, times));
            }

            assertThat(reordered.droppedSamples()).isZero();
            assertThat(verdicts(reordered)).isEqualTo(verdicts(ordered));
            assertThat(lastVerdict(reordered)).isEqualTo(Verdict.LEAKING);
        }
    }

    @Test
    void aSampleFromYesterdayIsCountedAsLateAndChangesNothing() {
        try (TopologyHarness punctual = new TopologyHarness();
                TopologyHarness disturbed = new TopologyHarness()) {
            punctual.run(T0, END, LEAKING);
            disturbed.run(T0, END.minusSeconds(600), LEAKING);
            Instant yesterday = T0.minus(Duration.ofDays(7));
            MemorySampleBatch late = Batches.empty(yesterday);
            Batches.addRow(late, Batches.addSeries(late, LEAKING), yesterday, 5);
            disturbed.send(END.minusSeconds(600), late);
            disturbed.run(END.minusSeconds(600), END, LEAKING);

            assertThat(disturbed.dropped(DropReason.LATE)).isEqualTo(1);
            assertThat(disturbed.trends()).isEqualTo(punctual.trends());
        }
    }

    @Test
    void aGapOfTwentyMinutesNeitherHidesALeakNorMakesOne() {
        SimulatedInstance steady = SimulatedInstance.of(
                "search",
                "search-0",
                T0,
                MemorySeries.at(mib(400)).noise(mib(4)).seed(3));
        try (TopologyHarness topology = new TopologyHarness()) {
            Instant gap = T0.plus(Duration.ofMinutes(70));
            topology.run(T0, gap, LEAKING, steady);
            topology.run(gap.plus(Duration.ofMinutes(20)), END, LEAKING, steady);

            assertThat(lastVerdict(topology)).isEqualTo(Verdict.LEAKING);
            assertThat(topology.trends())
                    .filteredOn(trend -> trend.getInstance().getServiceName().equals("search"))
                    .extracting(SeriesTrend::getVerdict)
                    .doesNotContain(Verdict.LEAKING, Verdict.SUSPECT);
        }
    }

    @Test
    void aRestartIsNotGrowthAndAReadingOfTheEarlierLifeDoesNotEndTheNewOne() {
        SimulatedInstance before = SimulatedInstance.of(
                "cart", "cart-0", T0, MemorySeries.at(mib(100)).noise(mib(1)).seed(4));
        Instant restart = T0.plus(Duration.ofMinutes(90));
        SimulatedInstance after = SimulatedInstance.of(
                        "cart",
                        "cart-0",
                        T0,
                        MemorySeries.at(mib(400)).noise(mib(1)).seed(5))
                .restartedAt(restart, "cart-0-life-2");
        try (TopologyHarness topology = new TopologyHarness()) {
            topology.run(T0, restart, before);
            topology.run(restart, restart.plusSeconds(60), after);
            topology.send(restart.plusSeconds(60), Batches.at(restart.minusSeconds(5), before));
            topology.run(restart.plusSeconds(60), END, after);

            assertThat(topology.dropped(DropReason.EARLIER_LIFE)).isEqualTo(2);
            assertThat(topology.trends())
                    .extracting(SeriesTrend::getVerdict)
                    .doesNotContain(Verdict.LEAKING, Verdict.SUSPECT);
            assertThat(topology.alerts()).isEmpty();
        }
    }

    private static List<Instant> minute(Instant from) {
        List<Instant> times = new ArrayList<>();
        for (int second = 0; second < 60; second += 10) {
            times.add(from.plusSeconds(second));
        }
        return times;
    }

    private static MemorySampleBatch batch(Instant base, List<Instant> times) {
        MemorySampleBatch batch = Batches.empty(base);
        int series = Batches.addSeries(batch, LEAKING);
        for (Instant at : times) {
            Batches.addRow(batch, series, at, LEAKING.usedAt(at));
            Batches.addRow(batch, series + 1, at, SimulatedInstance.LIMIT_BYTES);
        }
        return batch;
    }

    private static List<String> verdicts(TopologyHarness topology) {
        return topology.trends().stream()
                .map(trend -> trend.getWindowEndMs() + " " + trend.getVerdict())
                .toList();
    }

    private static Verdict lastVerdict(TopologyHarness topology) {
        List<SeriesTrend> trends = topology.trends().stream()
                .filter(trend -> trend.getInstance().getServiceName().equals("cart"))
                .toList();
        return trends.get(trends.size() - 1).getVerdict();
    }
}
