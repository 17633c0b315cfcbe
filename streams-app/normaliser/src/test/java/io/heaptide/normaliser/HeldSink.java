package io.heaptide.normaliser;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.publish.SignalSink;
import io.heaptide.signals.publish.SinkUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A sink that acknowledges when it is told to. */
final class HeldSink implements SignalSink {

    int readings;
    int mostHeld;

    private final List<CompletableFuture<Void>> pending = new ArrayList<>();
    private int acknowledgeFrom = Integer.MAX_VALUE;
    private int failFrom = Integer.MAX_VALUE;

    @Override
    public CompletionStage<Void> samples(List<InstanceReadings> taken) {
        readings += taken.stream().mapToInt(one -> one.readings().size()).sum();
        return hold();
    }

    @Override
    public CompletionStage<Void> summary(AllocationSummary summary) {
        return hold();
    }

    @Override
    public CompletionStage<Void> event(LifecycleEvent event) {
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

    /** How many submissions wait; asking is what lets a full sink deliver, as time would. */
    long held() {
        mostHeld = Math.max(mostHeld, pending.size());
        int held = pending.size();
        if (held >= failFrom) {
            fail(SinkUnavailable.Reason.TIMED_OUT);
        } else if (held >= acknowledgeFrom) {
            acknowledge();
        }
        return held;
    }

    void acknowledge() {
        pending.forEach(one -> one.complete(null));
        pending.clear();
    }

    void acknowledgeAtOnce() {
        acknowledgeFrom = 0;
    }

    void acknowledgeWhenHolding(int submissions) {
        acknowledgeFrom = submissions;
    }

    void failWhenHolding(int submissions) {
        failFrom = submissions;
    }

    void fail(SinkUnavailable.Reason reason) {
        pending.forEach(one -> one.completeExceptionally(new SinkUnavailable(reason, "told to fail")));
        pending.clear();
    }

    private CompletionStage<Void> hold() {
        CompletableFuture<Void> held = new CompletableFuture<>();
        pending.add(held);
        if (acknowledgeFrom == 0) {
            acknowledge();
        }
        return held;
    }
}
