package io.heaptide.signals.publish;

import io.heaptide.signals.LifecycleWatch;
import io.heaptide.signals.MappedMetrics;
import io.heaptide.signals.MetricMapper;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What everybody does with metrics who takes them for Heaptide: map them, notice what they tell of lives, publish both.
 *
 * <p>What could not be published may be handed over again; what was published of it before is then published again. That
 * is harmless: a reading is identified by its series and its time, and whoever reads the topics takes the same reading
 * once. Safe to share between threads.
 */
public final class MetricIntake {

    /** How many instances' restarts and limits are remembered: some 30 MB. */
    private static final int REMEMBERED_INSTANCES = 100_000;

    private final MetricMapper mapper;
    private final SignalSink sink;
    private final LifecycleWatch lives = new LifecycleWatch(REMEMBERED_INSTANCES);

    public MetricIntake(MetricMapper mapper, SignalSink sink) {
        this.mapper = mapper;
        this.sink = sink;
    }

    /** Completes once everything in the request that Heaptide keeps is durable; with what else there was in it. */
    public CompletionStage<MappedMetrics> take(List<ResourceMetrics> request) {
        MappedMetrics mapped = mapper.map(request);
        LifecycleWatch.Changes changes = lives.advance(mapped);
        List<CompletableFuture<Void>> published = new ArrayList<>();
        published.add(sink.samples(mapped.readings()).toCompletableFuture());
        changes.events().forEach(event -> published.add(sink.event(event).toCompletableFuture()));
        return CompletableFuture.allOf(published.toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        changes.retract();
                    }
                })
                .thenApply(done -> mapped);
    }
}
