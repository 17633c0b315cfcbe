package io.heaptide.agent.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class OutboxTest {

    private final List<Integer> arrived = new ArrayList<>();
    private boolean collectorIsUp = true;
    private final Outbox<Integer> outbox = new Outbox<>(3, this::send);

    @Test
    void sendsAtOnceWhileTheCollectorTakesEverything() {
        outbox.add(1);
        outbox.add(2);

        assertThat(arrived).containsExactly(1, 2);
        assertThat(outbox.waiting()).isZero();
        assertThat(outbox.dropped()).isZero();
    }

    @Test
    void keepsWhatTheCollectorDidNotTakeAndSendsItInOrderLater() {
        collectorIsUp = false;
        outbox.add(1);
        outbox.add(2);
        assertThat(outbox.waiting()).isEqualTo(2);

        collectorIsUp = true;
        outbox.add(3);

        assertThat(arrived).containsExactly(1, 2, 3);
        assertThat(outbox.waiting()).isZero();
    }

    @Test
    void throwsTheOldestAwayBeyondItsBoundAndCountsIt() {
        collectorIsUp = false;
        for (int batch = 1; batch <= 5; batch++) {
            outbox.add(batch);
        }
        assertThat(outbox.waiting()).isEqualTo(3);
        assertThat(outbox.dropped()).isEqualTo(2);

        collectorIsUp = true;
        assertThat(outbox.flush().isSuccess()).isTrue();
        assertThat(arrived).containsExactly(3, 4, 5);
    }

    @Test
    void aFlushFailsWhereTheCollectorRefuses() {
        collectorIsUp = false;
        outbox.add(1);

        CompletableResultCode flushed = outbox.flush();

        assertThat(flushed.isDone()).isTrue();
        assertThat(flushed.isSuccess()).isFalse();
        assertThat(outbox.waiting()).isEqualTo(1);
    }

    @Test
    void losesAndRepeatsNothingWhenAnswersComeFromOtherThreads() throws InterruptedException {
        ExecutorService network = Executors.newFixedThreadPool(2);
        CountDownLatch all = new CountDownLatch(1_000);
        List<Integer> sent = new ArrayList<>();
        Outbox<Integer> busy = new Outbox<>(1_000, batch -> {
            CompletableResultCode answer = new CompletableResultCode();
            network.execute(() -> {
                sent.add(batch); // one at a time: the outbox orders the threads
                all.countDown();
                answer.succeed();
            });
            return answer;
        });

        for (int batch = 0; batch < 1_000; batch++) {
            busy.add(batch);
        }

        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        network.shutdown();
        assertThat(network.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(sent).hasSize(1_000).isSorted().doesNotHaveDuplicates();
        assertThat(busy.waiting()).isZero();
    }

    @Test
    void refusesABoundThatHoldsNothing() {
        assertThatThrownBy(() -> new Outbox<Integer>(0, this::send)).hasMessage("capacity must be at least 1, got 0");
    }

    private CompletableResultCode send(int batch) {
        if (collectorIsUp) {
            arrived.add(batch);
        }
        return collectorIsUp ? CompletableResultCode.ofSuccess() : CompletableResultCode.ofFailure();
    }
}
