package io.heaptide.gateway;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.publish.SignalSink;
import io.heaptide.signals.publish.SinkUnavailable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A sink that keeps everything, and can be told to fail or to keep its callers waiting. */
final class InMemorySink implements SignalSink {

    final List<InstanceReadings> readings = new CopyOnWriteArrayList<>();
    final List<AllocationSummary> summaries = new CopyOnWriteArrayList<>();
    final List<LifecycleEvent> events = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Void>> waiting = new CopyOnWriteArrayList<>();
    private volatile Supplier<CompletionStage<Void>> behaviour = InMemorySink::acknowledged;
    private volatile boolean closed;

    /** Also what waits. */
    void acknowledges() {
        behaviour = InMemorySink::acknowledged;
        waiting.forEach(one -> one.complete(null));
    }

    void fails(SinkUnavailable.Reason reason) {
        behaviour = () -> CompletableFuture.failedStage(new SinkUnavailable(reason, "as the test wants"));
    }

    void hangs() {
        behaviour = () -> {
            CompletableFuture<Void> one = new CompletableFuture<>();
            waiting.add(one);
            return one;
        };
    }

    @Override
    public CompletionStage<Void> samples(List<InstanceReadings> more) {
        return taken(() -> readings.addAll(more));
    }

    @Override
    public CompletionStage<Void> summary(AllocationSummary summary) {
        return taken(() -> summaries.add(summary));
    }

    @Override
    public CompletionStage<Void> event(LifecycleEvent event) {
        return taken(() -> events.add(event));
    }

    @Override
    public boolean isHealthy() {
        return !behaviour.get().toCompletableFuture().isCompletedExceptionally();
    }

    @Override
    public void close() {
        closed = true;
    }

    private CompletionStage<Void> taken(Runnable keep) {
        if (closed) {
            return CompletableFuture.failedStage(new SinkUnavailable(SinkUnavailable.Reason.CLOSED, "closed"));
        }
        CompletionStage<Void> answer = behaviour.get();
        if (!answer.toCompletableFuture().isCompletedExceptionally()) {
            keep.run();
        }
        return answer;
    }

    private static CompletionStage<Void> acknowledged() {
        return CompletableFuture.completedStage(null);
    }
}
