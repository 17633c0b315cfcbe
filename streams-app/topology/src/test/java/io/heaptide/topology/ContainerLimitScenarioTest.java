package io.heaptide.topology;

import static io.heaptide.topology.TopologyHarness.CONFIG;
import static io.heaptide.topology.TopologyHarness.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesRef;
import io.heaptide.schemas.SeriesTrend;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An SDK names its instance by a random id; the limit of its container comes from a collector that has never heard of it. */
class ContainerLimitScenarioTest {

    private static final String POD = "cart-6d4cf56db6-x7k2p";
    private static final String SDK = "627cc493-f310-47de-96bd-71410b7dec09";
    private static final long LIMIT = 512L << 20;
    private static final Instant END = T0.plus(Duration.ofMinutes(40));

    private TopologyHarness topology = new TopologyHarness();

    @AfterEach
    void everySampleIsAccountedFor() {
        assertThat(topology.consumedSamples()).isEqualTo(topology.scoredSamples() + topology.droppedSamples());
        topology.close();
    }

    @Test
    void theLimitOfTheContainerIsTheSdksLimit() {
        run(T0, END, "app");

        assertThat(trendsOfTheSdk()).isPositive();
        assertThat(limitedTrends(LIMIT)).isPositive();
    }

    @Test
    void theLimitOfASidecarIsNot() {
        run(T0, END, "istio-proxy");

        assertThat(trendsOfTheSdk()).isPositive();
        assertThat(limitedTrends(LIMIT)).isZero();
    }

    @Test
    void theLimitThatAnotherTenantClaimsIsNot() {
        for (Instant at = T0; at.isBefore(END); at = at.plusSeconds(30)) {
            MemorySampleBatch claimed = limit(at, "app", LIMIT);
            Map<String, String> labels = new HashMap<>(labels("app"));
            labels.put("heaptide.tenant", "mallory");
            claimed.getInstances().get(0).setLabels(labels);
            topology.send(at, usage(at));
            topology.send(at, claimed);
        }

        assertThat(trendsOfTheSdk()).isPositive();
        assertThat(limitedTrends(LIMIT)).isZero();
    }

    @Test
    void theLimitIsKeptWhenTheProcessRestartsAndTheCollectorIsSilent() {
        run(T0, END, "app");
        topology = topology.restart();
        for (Instant at = END; at.isBefore(END.plus(Duration.ofMinutes(20))); at = at.plusSeconds(30)) {
            topology.send(at, usage(at));
        }

        assertThat(limitedTrends(LIMIT)).isPositive().isEqualTo(trendsOfTheSdk());
    }

    @Test
    void aLimitThatIsRaisedHoldsFromThenOn() {
        run(T0, END, "app");
        Instant later = END.plus(Duration.ofMinutes(40));
        for (Instant at = END; at.isBefore(later); at = at.plusSeconds(30)) {
            topology.send(at, usage(at));
            topology.send(at, limit(at, "app", 2 * LIMIT));
        }

        assertThat(limitedTrends(2 * LIMIT)).isPositive();
    }

    @Test
    void aProcessThatIsGoneIsForgottenThoughItsContainerLivesOn() {
        run(T0, END, "app");
        assertThat(topology.trackedInstances()).isEqualTo(2);

        Instant forgotten = END.plus(CONFIG.idleAfter()).plus(Duration.ofHours(1));
        for (Instant at = END; at.isBefore(forgotten); at = at.plus(Duration.ofMinutes(5))) {
            topology.send(at, limit(at, "app", LIMIT));
        }

        assertThat(topology.trackedInstances()).isEqualTo(1);
    }

    private void run(Instant from, Instant to, String container) {
        for (Instant at = from; at.isBefore(to); at = at.plusSeconds(30)) {
            topology.send(at, usage(at));
            topology.send(at, limit(at, container, LIMIT));
        }
    }

    private static MemorySampleBatch usage(Instant at) {
        InstanceRef sdk = InstanceRef.newBuilder()
                .setServiceName("checkout")
                .setServiceInstanceId(SDK)
                .setNode("node-1")
                .setLabels(labels("app"))
                .build();
        long minutes = Duration.between(T0, at).toMinutes();
        return batch(at, sdk, "process.memory.usage", (100 + minutes) << 20);
    }

    private static MemorySampleBatch limit(Instant at, String container, long bytes) {
        InstanceRef known = InstanceRef.newBuilder()
                .setServiceNamespace("shop")
                .setServiceName("cart")
                .setServiceInstanceId("shop/" + POD + "/" + container)
                .setLabels(labels(container))
                .build();
        return batch(at, known, "container.memory.limit", bytes);
    }

    private static Map<String, String> labels(String container) {
        return Map.of("k8s.namespace.name", "shop", "k8s.pod.name", POD, "k8s.container.name", container);
    }

    private static MemorySampleBatch batch(Instant at, InstanceRef instance, String signal, long bytes) {
        MemorySampleBatch batch = Batches.empty(at);
        batch.getInstances().add(instance);
        batch.getSeries().add(new SeriesRef(0, signal, ""));
        Batches.addRow(batch, 0, at, bytes);
        return batch;
    }

    private long trendsOfTheSdk() {
        return topology.trends().stream().filter(this::isOfTheSdk).count();
    }

    private long limitedTrends(long bytes) {
        return topology.trends().stream()
                .filter(this::isOfTheSdk)
                .filter(trend -> Objects.equals(trend.getLimitBytes(), (double) bytes))
                .count();
    }

    private boolean isOfTheSdk(SeriesTrend trend) {
        return trend.getInstance().getServiceInstanceId().equals(SDK);
    }
}
