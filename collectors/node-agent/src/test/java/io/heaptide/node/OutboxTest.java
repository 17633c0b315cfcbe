package io.heaptide.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import io.heaptide.signals.publish.SignalSink;
import io.heaptide.signals.publish.SinkUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Takes everything, or refuses it with the reason that is set. */
    private static final class FakeKafka implements SignalSink {

        final List<Long> taken = new ArrayList<>();
        volatile SinkUnavailable.Reason refusal = SinkUnavailable.Reason.KAFKA_FAILED;
        volatile boolean up;
        volatile boolean closed;

        SignalSink connect() throws ExecutionException {
            if (!up && refusal == SinkUnavailable.Reason.CLOSED) {
                throw new ExecutionException("no broker", new IllegalStateException());
            }
            return this;
        }

        @Override
        public CompletionStage<Void> samples(List<InstanceReadings> readings) {
            if (!up) {
                return CompletableFuture.failedStage(new SinkUnavailable(refusal, "down"));
            }
            synchronized (taken) {
                readings.forEach(one -> taken.add(one.readings().get(0).atMillis()));
            }
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> summary(AllocationSummary summary) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> event(LifecycleEvent event) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public boolean isHealthy() {
            return up;
        }

        @Override
        public void close() {
            closed = true;
        }

        List<Long> taken() {
            synchronized (taken) {
                return List.copyOf(taken);
            }
        }
    }

    private final FakeKafka kafka = new FakeKafka();

    private static Parcel parcel(long atMillis) {
        InstanceRef instance = InstanceRef.newBuilder()
                .setServiceName("s")
                .setServiceInstanceId("i")
                .build();
        Reading reading = new Reading("container.memory.rss", "", atMillis, 1);
        return new Parcel(List.of(new InstanceReadings(instance, List.of(reading))), List.of());
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }

    @Test
    void whatIsOfferedWhileKafkaIsAwayIsSentOnceItIsBackInOrder() throws InterruptedException {
        kafka.refusal = SinkUnavailable.Reason.CLOSED;
        try (Outbox outbox = new Outbox(100, kafka::connect)) {
            for (long i = 1; i <= 5; i++) {
                outbox.offer(parcel(i));
            }
            await("the failure shows", outbox::isFailing);
            kafka.up = true;
            await("all is sent", () -> outbox.counts().sent() == 5);
            assertThat(kafka.taken()).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(outbox.counts()).isEqualTo(new Outbox.Counts(0, 5, 0, 0));
            await("the failure is over", () -> !outbox.isFailing());
        }
        assertThat(kafka.closed).isTrue();
    }

    @Test
    void aFailedBeatIsSentAgain() throws InterruptedException {
        kafka.refusal = SinkUnavailable.Reason.TIMED_OUT;
        try (Outbox outbox = new Outbox(100, kafka::connect)) {
            outbox.offer(parcel(1));
            await("the failure shows", outbox::isFailing);
            assertThat(outbox.counts().held()).isEqualTo(1);
            kafka.up = true;
            await("it is sent", () -> outbox.counts().sent() == 1);
        }
    }

    @Test
    void beyondTheBoundTheOldestGoesFirstAndIsCounted() throws InterruptedException {
        kafka.refusal = SinkUnavailable.Reason.CLOSED;
        try (Outbox outbox = new Outbox(3, kafka::connect)) {
            for (long i = 1; i <= 8; i++) {
                outbox.offer(parcel(i));
            }
            assertThat(outbox.counts()).isEqualTo(new Outbox.Counts(3, 0, 5, 0));
            kafka.up = true;
            await("the rest is sent", () -> outbox.counts().sent() == 3);
            assertThat(kafka.taken()).containsExactly(6L, 7L, 8L);
        }
    }

    @Test
    void whatKafkaWillNeverTakeIsDroppedAndCounted() throws InterruptedException {
        kafka.refusal = SinkUnavailable.Reason.RECORD_REFUSED;
        try (Outbox outbox = new Outbox(100, kafka::connect)) {
            outbox.offer(parcel(1));
            await("it is refused", () -> outbox.counts().refused() == 1);
            kafka.up = true;
            outbox.offer(parcel(2));
            await("the next is sent", () -> outbox.counts().sent() == 1);
            assertThat(outbox.counts().held()).isZero();
        }
    }

    @Test
    void closingSendsWhatIsHeldAndTakesNothingMore() {
        kafka.up = true;
        Outbox outbox = new Outbox(100, kafka::connect);
        outbox.offer(parcel(1));
        outbox.close();
        outbox.offer(parcel(2));

        assertThat(outbox.counts()).isEqualTo(new Outbox.Counts(0, 1, 0, 0));
        assertThat(kafka.closed).isTrue();
    }

    @Test
    void closingWhileKafkaIsAwayEndsAllTheSame() {
        kafka.refusal = SinkUnavailable.Reason.CLOSED;
        Outbox outbox = new Outbox(100, kafka::connect);
        outbox.offer(parcel(1));
        outbox.close();

        assertThat(outbox.counts().held()).isEqualTo(1);
    }
}
