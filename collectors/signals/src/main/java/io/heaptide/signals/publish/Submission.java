package io.heaptide.signals.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What one caller handed over: done when every record that carries a part of it is. */
final class Submission {

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final AtomicInteger parts = new AtomicInteger(1); // one for the caller, who is still handing over

    void expectPart() {
        parts.incrementAndGet();
    }

    /** One record, or the handing over, is through; the first failure fails the whole. */
    void partDone(@Nullable SinkUnavailable failure) {
        if (failure != null) {
            done.completeExceptionally(failure);
        } else if (parts.decrementAndGet() == 0) {
            done.complete(null);
        }
    }

    CompletionStage<Void> done() {
        return done.minimalCompletionStage();
    }
}
