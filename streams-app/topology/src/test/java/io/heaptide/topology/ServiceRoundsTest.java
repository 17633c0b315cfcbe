package io.heaptide.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.core.DetectorPolicy;
import io.heaptide.core.InstanceId;
import io.heaptide.core.InstanceState;
import io.heaptide.core.SeriesId;
import io.heaptide.core.ServiceId;
import io.heaptide.schemas.SeriesTrend;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceRoundsTest {

    private static final ServiceId CART = new ServiceId("shop", "cart");
    private static final TopologyConfig CONFIG = TopologyConfig.of(DetectorPolicy.defaults(), 8);
    private static final long T0 = Instant.parse("2026-03-02T08:00:00Z").toEpochMilli();

    private final HeapStore<InstanceId, TrackedInstance> instances =
            new HeapStore<>(SampleProcessor.INSTANCES, new TrackedInstanceForm());
    private final HeapStore<ServiceId, Round> store = new HeapStore<>(SampleProcessor.ROUNDS, new Round.Form());
    private final Counting findings = new Counting();

    /** One dies every 200 ms: a failing zone, or a roll-out of thousands. */
    @ParameterizedTest
    @ValueSource(ints = {100, 1_000})
    void aServiceIsVisitedAFewTimesAPaneHoweverManyInstancesDieOneByOne(int count) {
        ServiceRounds rounds = rounds(0);
        for (int number = 0; number < count; number++) {
            rounds.joined(instanceLastHeardOf(number, T0 + number * 200L), T0);
        }
        long lastDeath = T0 + count * 200L;
        long quietMillis = CONFIG.quietAfter().toMillis();
        int visits = visitsUntil(rounds, lastDeath + quietMillis + CONFIG.paneMillis());

        assertThat(visits).isBetween(1, (int) (count * 200L / CONFIG.sliceMillis()) + 3);
        assertThat(instances.slots()).noneMatch(slot -> slot.state().hasOpenPane());
        assertThat(findings.sums).isLessThanOrEqualTo(visits);
    }

    @Test
    void partitionsTakeTurnsToSumAServiceUp() {
        Set<Long> due = new HashSet<>();
        for (int partition = 0; partition < CONFIG.partitions(); partition++) {
            ServiceRounds rounds = rounds(partition);
            Slot<InstanceId, TrackedInstance> slot = instanceLastHeardOf(partition, T0);
            slot.state().assessed(T0, new byte[0]);
            rounds.evaluated(slot, T0);
            due.add(round().dueMillis());
            store.remove(Objects.requireNonNull(store.find(CART)));
        }

        long earliest = T0 + CONFIG.settle().toMillis();
        assertThat(due)
                .hasSize(CONFIG.partitions())
                .allMatch(at -> at >= earliest && at < earliest + CONFIG.sliceMillis());
    }

    private int visitsUntil(ServiceRounds rounds, long end) {
        int visits = 0;
        long planned = round().dueMillis();
        for (long now = T0; now < end; now += 100) {
            rounds.runDue(now, findings);
            visits += round().dueMillis() == planned ? 0 : 1;
            planned = round().dueMillis();
        }
        return visits;
    }

    private Round round() {
        return Objects.requireNonNull(store.find(CART)).state();
    }

    private Slot<InstanceId, TrackedInstance> instanceLastHeardOf(int number, long atMillis) {
        InstanceId id = new InstanceId(CART, "cart-" + number);
        InstanceState state = new InstanceState(id);
        state.add(new SeriesId("process.memory.usage", ""), atMillis, 1_000_000, CONFIG.detector());
        return instances.create(id, new TrackedInstance(state, new Placement("test", "node", Map.of())));
    }

    private ServiceRounds rounds(int partition) {
        return new ServiceRounds(CONFIG, partition, instances, store, new InstanceEvaluation(CONFIG));
    }

    private static final class Counting implements ServiceRounds.Findings {
        private int sums;

        @Override
        public void trend(SeriesTrend trend) {
            assertThat(trend.getInstance().getServiceName()).isEqualTo(CART.name());
        }

        @Override
        public void summed(ServicePartial partial) {
            sums++;
        }

        @Override
        public void evicted() {
            throw new AssertionError("nobody was silent for " + CONFIG.idleAfter());
        }
    }
}
