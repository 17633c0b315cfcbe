package io.heaptide.gateway;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.publish.SignalSink;
import io.heaptide.signals.publish.SinkUnavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A sink whose deliveries are counted and timed: what waits for Kafka, what it has, and what it did not take. */
final class MeasuredSink implements SignalSink {

    private final SignalSink sink;
    private final MeterRegistry registry;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong notPublished = new AtomicLong();
    private final OutageLog outages = new OutageLog();

    MeasuredSink(SignalSink sink, MeterRegistry registry) {
        this.sink = sink;
        this.registry = registry;
        Gauge.builder("heaptide.publish.held", held, AtomicLong::doubleValue)
                .description("Readings, sites and events that wait for Kafka's acknowledgement")
                .register(registry);
    }

    /**
     * How deliveries stand.
     *
     * @param healthy whether the last ones went well
     * @param heldReadings what waits for Kafka's acknowledgement, allocation sites and events included
     * @param acknowledgedReadings what Kafka has
     * @param notPublishedReadings what it did not take; whoever sent these was told, and told to come back if that may
     *     help
     */
    record Deliveries(boolean healthy, long heldReadings, long acknowledgedReadings, long notPublishedReadings) {}

    Deliveries deliveries() {
        return new Deliveries(isHealthy(), held.get(), acknowledged.get(), notPublished.get());
    }

    @Override
    public CompletionStage<Void> samples(List<InstanceReadings> readings) {
        return measured(
                readings.stream().mapToLong(one -> one.readings().size()).sum(), () -> sink.samples(readings));
    }

    @Override
    public CompletionStage<Void> summary(AllocationSummary summary) {
        return measured(summary.getSites().size() + 1, () -> sink.summary(summary));
    }

    @Override
    public CompletionStage<Void> event(LifecycleEvent event) {
        return measured(1, () -> sink.event(event));
    }

    @Override
    public boolean isHealthy() {
        return sink.isHealthy();
    }

    @Override
    public void close() {
        sink.close();
    }

    private CompletionStage<Void> measured(long readings, Supplier<CompletionStage<Void>> delivery) {
        if (readings == 0) {
            return delivery.get();
        }
        long start = System.nanoTime();
        held.addAndGet(readings);
        return delivery.get().whenComplete((done, thrown) -> {
            held.addAndGet(-readings);
            count(readings, outcome(thrown), Duration.ofNanos(System.nanoTime() - start));
        });
    }

    private void count(long readings, Outcome outcome, Duration duration) {
        if (outcome.reason() == null) {
            acknowledged.addAndGet(readings);
            outages.delivered();
        } else {
            notPublished.addAndGet(readings);
            outages.refused(readings, outcome.code());
        }
        Counter.builder("heaptide.publish.readings")
                .description("Readings, sites and events by what became of them")
                .tag("outcome", outcome.code())
                .register(registry)
                .increment((double) readings);
        Timer.builder("heaptide.publish.duration")
                .description("From handing over to Kafka's acknowledgement, or to giving up")
                .tag("outcome", outcome.code())
                .register(registry)
                .record(duration);
    }

    /** Acknowledged if there is no reason against it. */
    private record Outcome(SinkUnavailable.@Nullable Reason reason) {

        String code() {
            return reason == null ? "acknowledged" : reason.name().toLowerCase(Locale.ROOT);
        }
    }

    private static Outcome outcome(@Nullable Throwable thrown) {
        if (thrown == null) {
            return new Outcome(null);
        }
        return new Outcome(
                thrown instanceof SinkUnavailable unavailable
                        ? unavailable.reason()
                        : SinkUnavailable.Reason.KAFKA_FAILED);
    }
}
