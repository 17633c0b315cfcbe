package io.heaptide.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.core.DetectorPolicy;
import io.heaptide.core.ServiceEvidence;
import io.heaptide.core.ServiceId;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceWatchTest {

    private static final ServiceId CART = new ServiceId("shop", "cart");
    private static final long PANE = 60_000;
    private static final TopologyConfig CONFIG = everyPanePublished();

    private final HeapStore<ServiceId, WatchedService> services =
            new HeapStore<>(ScoreProcessor.SERVICES, new WatchedServiceForm());
    private final HeapStore<WaitingPartial, ServicePartial> waiting =
            new HeapStore<>(ScoreProcessor.WAITING, new WaitingPartial.Form());
    private final List<Long> scoredPanes = new ArrayList<>();
    private final ServiceWatch watch = watch(0);

    @Test
    void scoresAtOnceWhereOnePartitionSpeaks() {
        say(0, 1, 0);
        say(0, 2, 0);

        assertThat(scoredPanes).containsExactly(1L, 2L);
    }

    @Test
    void waitsForAPartitionThatLagsAndScoresPaneByPane() {
        say(0, 1, 0);
        say(1, 1, 0);
        for (int pane = 2; pane <= 100; pane++) {
            say(0, pane, 1_000);
        }
        assertThat(scoredPanes).containsExactly(1L);

        say(1, 2, 2_000);
        assertThat(scoredPanes).containsExactly(1L, 2L);

        say(1, 4, 3_000);
        assertThat(scoredPanes).containsExactly(1L, 2L, 3L, 4L);
        assertThat(waiting.size()).isEqualTo(96);
    }

    @Test
    void goesOnWithoutAPartitionThatStaysSilent() {
        say(0, 1, 0);
        say(1, 1, 0);
        say(0, 2, 1_000);
        watch.runDue(absent() - 1, findings());
        assertThat(scoredPanes).containsExactly(1L);

        watch.runDue(1_000 + absent(), findings());
        assertThat(scoredPanes).containsExactly(1L, 2L);

        say(0, 3, 2_000 + absent());
        assertThat(scoredPanes).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aRestartedTaskGivesEveryPartitionItsTimeAgain() {
        say(0, 1, 0);
        say(1, 1, 0);
        say(0, 2, 0);
        ServiceWatch restarted = watch(1_000_000);

        restarted.runDue(1_000_000 + absent() - 1, findings());
        assertThat(scoredPanes).containsExactly(1L);
        restarted.runDue(1_000_000 + absent(), findings());
        assertThat(scoredPanes).containsExactly(1L, 2L);
    }

    @Test
    void doesNotWaitBeyondItsMemory() {
        say(0, 1, 0);
        say(1, 1, 0);
        for (int pane = 2; pane <= 1_025; pane++) {
            say(0, pane, 0);
        }
        assertThat(scoredPanes).containsExactly(1L);
        assertThat(waiting.size()).isEqualTo(1_024);

        say(0, 1_026, 0);
        assertThat(scoredPanes).startsWith(1L, 2L).isSorted().doesNotHaveDuplicates();
        assertThat(waiting.size()).isLessThanOrEqualTo(1_024);
    }

    @Test
    void forgetsAServiceOfWhichNothingMoreIsHeard() {
        say(0, 1, 0);
        watch.runDue(CONFIG.idleAfter().toMillis(), findings());

        assertThat(services.size()).isZero();
    }

    private void say(int partition, long pane, long wallMillis) {
        ServicePartial partial = new ServicePartial(CART, partition, pane * PANE, "test", ServiceEvidence.EMPTY);
        watch.take(partial, wallMillis, findings());
    }

    private ServiceWatch watch(long wallMillis) {
        HeapStore<ServiceId, KeptLedger> ledgers = new HeapStore<>(LedgerProcessor.LEDGERS, new KeptLedger.Form());
        return new ServiceWatch(CONFIG, services, new WaitingRoom(waiting), ledgers, wallMillis);
    }

    private static long absent() {
        return CONFIG.absentAfter().toMillis();
    }

    private static TopologyConfig everyPanePublished() {
        return TopologyConfig.of(DetectorPolicy.defaults(), 2).withPublish(new PublishPolicy(5, Duration.ofMinutes(1)));
    }

    private ServiceWatch.Findings findings() {
        return new ServiceWatch.Findings() {
            @Override
            public void score(LeakScore score) {
                scoredPanes.add(score.getWindowEndMs() / PANE);
            }

            @Override
            public void alert(LeakAlert alert) {
                throw new AssertionError("nothing leaks here: " + alert);
            }
        };
    }
}
