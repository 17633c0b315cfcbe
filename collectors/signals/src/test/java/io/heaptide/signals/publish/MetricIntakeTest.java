package io.heaptide.signals.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.MappedMetrics;
import io.heaptide.signals.MappingPolicy;
import io.heaptide.signals.MetricMapper;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class MetricIntakeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final HeldSink sink = new HeldSink();
    private final MetricIntake intake =
            new MetricIntake(new MetricMapper(MappingPolicy.defaults(), InstantSource.fixed(NOW)), sink);

    @Test
    void isDoneOnceReadingsAndEventsAreBothDurable() {
        sink.acknowledgeAll(take(1_000));
        CompletableFuture<MappedMetrics> taken = take(2_000);

        assertThat(sink.events).extracting(LifecycleEvent::getType).containsExactly(LifecycleType.LIMIT_CHANGE);
        assertThat(taken).isNotDone();
        sink.pending.remove(0).complete(null);
        assertThat(taken).isNotDone();
        sink.pending.remove(0).complete(null);
        assertThat(taken).isCompletedWithValueMatching(mapped -> mapped.readingCount() == 1);
    }

    @Test
    void anEventWhoseRequestFailedComesAgainWithTheNext() {
        sink.acknowledgeAll(take(1_000));
        CompletableFuture<MappedMetrics> failed = take(2_000);
        sink.pending.forEach(one ->
                one.completeExceptionally(new SinkUnavailable(SinkUnavailable.Reason.TIMED_OUT, "no acknowledgement")));
        sink.pending.clear();
        assertThat(failed).isCompletedExceptionally();

        sink.acknowledgeAll(take(2_000));

        assertThat(sink.events).hasSize(2);
    }

    private CompletableFuture<MappedMetrics> take(long limitBytes) {
        return intake.take(List.of(limit(limitBytes))).toCompletableFuture();
    }

    private static ResourceMetrics limit(long bytes) {
        KeyValue instance = KeyValue.newBuilder()
                .setKey("service.instance.id")
                .setValue(AnyValue.newBuilder().setStringValue("a"))
                .build();
        NumberDataPoint point = NumberDataPoint.newBuilder()
                .setTimeUnixNano(NOW.toEpochMilli() * 1_000_000)
                .setAsInt(bytes)
                .build();
        return ResourceMetrics.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(instance))
                .addScopeMetrics(ScopeMetrics.newBuilder()
                        .addMetrics(Metric.newBuilder()
                                .setName("container.memory.limit")
                                .setGauge(Gauge.newBuilder().addDataPoints(point))))
                .build();
    }

    /** Acknowledges when it is told to. */
    private static final class HeldSink implements SignalSink {

        private final List<CompletableFuture<Void>> pending = new ArrayList<>();
        private final List<LifecycleEvent> events = new ArrayList<>();

        void acknowledgeAll(CompletableFuture<MappedMetrics> taken) {
            pending.forEach(one -> one.complete(null));
            pending.clear();
            assertThat(taken).isCompleted();
        }

        @Override
        public CompletionStage<Void> samples(List<InstanceReadings> readings) {
            return hold();
        }

        @Override
        public CompletionStage<Void> summary(AllocationSummary summary) {
            return hold();
        }

        @Override
        public CompletionStage<Void> event(LifecycleEvent event) {
            events.add(event);
            return hold();
        }

        @Override
        public boolean isHealthy() {
            return true;
        }

        @Override
        public void close() {
            pending.clear();
        }

        private CompletionStage<Void> hold() {
            CompletableFuture<Void> held = new CompletableFuture<>();
            pending.add(held);
            return held;
        }
    }
}
