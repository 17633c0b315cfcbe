package io.heaptide.topology;

import static io.heaptide.topology.MemorySeries.mib;
import static io.heaptide.topology.TopologyHarness.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.AllocationSite;
import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.SiteBlame;
import io.heaptide.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From samples to the alert, and what becomes of it. */
class LeakScenarioTest {

    private static final Duration RUN = Duration.ofHours(4);
    private static final SimulatedInstance LEAKING_A = leaking("cart-0", 11);
    private static final SimulatedInstance LEAKING_B = leaking("cart-1", 12);
    private static final SimulatedInstance STEADY_A = steady("search", "search-0", 21);
    private static final SimulatedInstance STEADY_B = steady("search", "search-1", 22);
    private static final SimulatedInstance STEADY_C = steady("billing", "billing-0", 23);

    @Test
    void aLeakFiresOneAlertForItsServiceAndNoneForTheHealthy() {
        try (TopologyHarness topology = new TopologyHarness()) {
            topology.run(T0, T0.plus(RUN), fleet());

            assertThat(firing(topology)).singleElement().satisfies(alert -> {
                LeakScore score = alert.getScore();
                assertThat(score.getServiceName()).isEqualTo("cart");
                assertThat(score.getServiceNamespace()).isEqualTo("shop");
                assertThat(score.getVerdict()).isEqualTo(Verdict.LEAKING);
                assertThat(score.getInstances()).isEqualTo(2);
                assertThat(score.getInstancesLeaking()).isEqualTo(2);
                assertThat(score.getEnvironment()).isEqualTo("test");
                assertThat(score.getFirstToDie()).isIn("cart-0", "cart-1");
                assertThat(score.getSlopeBytesPerHour()).isBetween(mib(240), mib(360));
                assertThat(score.getTimeToLimitLowSeconds()).isPositive();
            });
            assertThat(topology.alerts())
                    .extracting(alert -> alert.getScore().getServiceName())
                    .containsOnly("cart");
        }
    }

    @Test
    void everyServiceIsScoredAtMostOncePerPaneAndAtLeastAtTheHeartbeat() {
        try (TopologyHarness topology = new TopologyHarness()) {
            topology.run(T0, T0.plus(RUN), fleet());

            for (String service : List.of("cart", "search", "billing")) {
                List<Long> times = scoresOf(topology, service).stream()
                        .map(LeakScore::getWindowEndMs)
                        .toList();
                assertThat(times).doesNotHaveDuplicates().isSorted();
                assertThat(times.size()).isBetween((int) (RUN.toMinutes() / 5) - 3, (int) RUN.toMinutes());
            }
            assertThat(topology.scores().size() + topology.trends().size())
                    .as("results stay far fewer than samples")
                    .isLessThan((int) topology.consumedSamples() / 20);
        }
    }

    @Test
    void theAlertNamesTheSiteThatGrows() {
        try (TopologyHarness topology = new TopologyHarness()) {
            for (Instant at = T0; at.isBefore(T0.plus(RUN)); at = at.plusSeconds(60)) {
                topology.send(at, allocations(at));
                topology.run(at, at.plusSeconds(60), fleet());
            }

            LeakAlert alert = firing(topology).get(0);
            assertThat(alert.getScore().getTopSites())
                    .first()
                    .extracting(SiteBlame::getSite)
                    .isEqualTo("com.shop.Cart.remember");
            assertThat(scoresOf(topology, "search"))
                    .allSatisfy(score -> assertThat(score.getTopSites()).isEmpty());
        }
    }

    @Test
    void silenceIsNeverARecovery() {
        try (TopologyHarness topology = new TopologyHarness()) {
            topology.run(T0, T0.plus(RUN), fleet());
            assertThat(firing(topology)).hasSize(1);
            topology.run(T0.plus(RUN), T0.plus(RUN).plus(Duration.ofHours(1)), STEADY_A, STEADY_B, STEADY_C);
            topology.advanceTo(T0.plus(Duration.ofHours(16)));

            assertThat(topology.alerts()).extracting(LeakAlert::getState).doesNotContain(IncidentState.RESOLVED);
        }
    }

    @Test
    void theLastPaneOfAnInstanceThatFellSilentIsEvaluatedAllTheSame() {
        try (TopologyHarness topology = TopologyHarness.withHeartbeat(Duration.ofMinutes(1))) {
            Instant end = T0.plus(Duration.ofMinutes(90));
            topology.run(T0, end, STEADY_A);
            long before = newestScore(topology);
            topology.advanceTo(end.plus(Duration.ofMinutes(30)));

            assertThat(before).isLessThan(end.toEpochMilli());
            assertThat(newestScore(topology)).isEqualTo(end.toEpochMilli());
        }
    }

    @Test
    void anInstanceThatStaysAwayIsForgotten() {
        try (TopologyHarness topology = new TopologyHarness()) {
            topology.run(T0, T0.plusSeconds(600), STEADY_A, STEADY_C);
            topology.run(T0.plusSeconds(600), T0.plus(Duration.ofHours(7)), STEADY_C);

            assertThat(topology.trackedInstances()).isEqualTo(1);
            assertThat(topology.changelog(SampleProcessor.INSTANCES))
                    .filteredOn(logged -> logged.value() == null)
                    .hasSize(1);
        }
    }

    private static SimulatedInstance[] fleet() {
        return new SimulatedInstance[] {LEAKING_A, LEAKING_B, STEADY_A, STEADY_B, STEADY_C};
    }

    private static SimulatedInstance leaking(String id, long seed) {
        return SimulatedInstance.of(
                "cart",
                id,
                T0,
                MemorySeries.at(mib(300)).growingPerHour(mib(300)).noise(mib(3)).seed(seed));
    }

    private static SimulatedInstance steady(String service, String id, long seed) {
        return SimulatedInstance.of(
                service, id, T0, MemorySeries.at(mib(500)).noise(mib(3)).seed(seed));
    }

    @Test
    void aSiteThatIsKnownOnlyAfterTheAlertIsToldInASecondOne() {
        try (TopologyHarness topology = new TopologyHarness()) {
            Instant known = T0.plus(RUN.dividedBy(2));
            topology.run(T0, known, LEAKING_A);
            assertThat(firing(topology)).singleElement().satisfies(alert -> assertThat(
                            alert.getScore().getTopSites())
                    .isEmpty());
            for (Instant at = known; at.isBefore(T0.plus(RUN)); at = at.plus(Duration.ofMinutes(1))) {
                topology.send(at, allocations(at));
                topology.run(at, at.plus(Duration.ofMinutes(1)), LEAKING_A);
            }

            assertThat(firing(topology)).extracting(LeakAlert::getReason).containsExactly("ESCALATED", "SITE_NAMED");
            LeakAlert news = firing(topology).get(1);
            assertThat(news.getIncidentId()).isEqualTo(firing(topology).get(0).getIncidentId());
            assertThat(news.getPreviousState()).isEqualTo(IncidentState.FIRING);
            assertThat(news.getScore().getTopSites().get(0).getSite()).isEqualTo("com.shop.Cart.remember");
        }
    }

    private static AllocationSummary allocations(Instant at) {
        double hours = Duration.between(T0, at).toMillis() / 3_600_000.0;
        return AllocationSummary.newBuilder()
                .setInstance(LEAKING_A.ref())
                .setSource("jfr")
                .setWindowStartMs(at.minusSeconds(60).toEpochMilli())
                .setWindowEndMs(at.toEpochMilli())
                .setSites(List.of(
                        site("aaaaaaaaaaaaaaaa", "com.shop.Cart.remember", mib(10) + hours * mib(300)),
                        site("bbbbbbbbbbbbbbbb", "java.util.Arrays.copyOf", mib(80))))
                .build();
    }

    private static AllocationSite site(String fingerprint, String name, double liveBytes) {
        return AllocationSite.newBuilder()
                .setFingerprint(fingerprint)
                .setSite(name)
                .setType("byte[]")
                .setFrames(List.of(name))
                .setLiveBytes(liveBytes)
                .setAllocatedBytes(liveBytes * 3)
                .build();
    }

    private static List<LeakAlert> firing(TopologyHarness topology) {
        return topology.alerts().stream()
                .filter(alert -> alert.getState() == IncidentState.FIRING)
                .toList();
    }

    private static List<LeakScore> scoresOf(TopologyHarness topology, String service) {
        return topology.scores().stream()
                .filter(score -> score.getServiceName().equals(service))
                .toList();
    }

    private static long newestScore(TopologyHarness topology) {
        return topology.scores().stream()
                .mapToLong(LeakScore::getWindowEndMs)
                .max()
                .orElse(0);
    }
}
