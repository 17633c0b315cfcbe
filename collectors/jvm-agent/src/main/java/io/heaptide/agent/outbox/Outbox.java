package io.heaptide.agent.outbox;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Batches that the collector has not taken yet, the oldest first; beyond the bound the oldest is thrown away and counted.
 *
 * <p>One batch is on its way at a time, so that they arrive in order. One that fails goes back to the front and is tried
 * again when the next is added, or when asked to. The sender's own quick repetitions are not this class's.
 */
final class Outbox<B> {

    private final Function<B, CompletableResultCode> sender;
    private final int capacity;
    private final Deque<B> waiting = new ArrayDeque<>();
    private final List<CompletableResultCode> flushes = new ArrayList<>();
    private boolean sending;
    private long dropped;

    Outbox(int capacity, Function<B, CompletableResultCode> sender) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, got " + capacity);
        }
        this.capacity = capacity;
        this.sender = sender;
    }

    void add(B batch) {
        synchronized (this) {
            waiting.addLast(batch);
            trim();
        }
        retry();
    }

    /** Completes once nothing waits, or the collector refuses. */
    CompletableResultCode flush() {
        CompletableResultCode flushed = new CompletableResultCode();
        synchronized (this) {
            flushes.add(flushed);
        }
        retry();
        return flushed;
    }

    /** The one on its way counts, too. */
    synchronized int waiting() {
        return waiting.size() + (sending ? 1 : 0);
    }

    synchronized long dropped() {
        return dropped;
    }

    /** Tries what waits again, unless something is on its way. */
    void retry() {
        @Nullable B next = take();
        if (next != null) {
            CompletableResultCode sent = sender.apply(next);
            sent.whenComplete(() -> sent(next, sent.isSuccess()));
        }
    }

    /** The next to send; nothing while one is on its way. */
    private @Nullable B take() {
        synchronized (this) {
            if (sending) {
                return null;
            }
            @Nullable B next = waiting.pollFirst();
            sending = next != null;
            if (sending) {
                return next;
            }
        }
        answerFlushes(true);
        return null;
    }

    private void sent(B batch, boolean taken) {
        synchronized (this) {
            sending = false;
            if (!taken) {
                waiting.addFirst(batch);
                trim();
            }
        }
        if (taken) {
            retry();
        } else {
            answerFlushes(false);
        }
    }

    private synchronized void trim() {
        while (waiting() > capacity && !waiting.isEmpty()) {
            waiting.removeFirst();
            dropped++;
        }
    }

    private void answerFlushes(boolean success) {
        List<CompletableResultCode> answered;
        synchronized (this) {
            answered = List.copyOf(flushes);
            flushes.clear();
        }
        answered.forEach(flush -> {
            if (success) {
                flush.succeed();
            } else {
                flush.fail();
            }
        });
    }
}
