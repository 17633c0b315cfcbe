package io.heaptide.node;

import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.signals.publish.SignalSink;
import io.heaptide.signals.publish.SinkUnavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was seen until Kafka has it, up to a bound. Beyond it the oldest goes first, because what is seen now tells more,
 * and is counted. A thread of its own sends, several beats at a time after an outage.
 */
final class Outbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private static final int PARCELS_AT_ONCE = 16;
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(4);

    private final Deque<Parcel> waiting = new ArrayDeque<>(); // guarded by this
    private final long bound;
    private final Connector connector;
    private final Thread thread = new Thread(this::run, "heaptide-outbox");
    private long held; // guarded by this
    private long sent; // guarded by this
    private long dropped; // guarded by this
    private long refused; // guarded by this
    private boolean closing; // guarded by this
    private volatile boolean failing;

    /** Opens the way to Kafka. */
    @FunctionalInterface
    interface Connector {

        /** Fails with what is wrong while Kafka cannot be reached. */
        SignalSink connect() throws ExecutionException, InterruptedException;
    }

    /**
     * Counts of readings and events.
     *
     * @param held not yet acknowledged
     * @param sent acknowledged by Kafka
     * @param dropped given up, the oldest first, because Kafka was away for longer than there was room
     * @param refused never taken by Kafka: it would refuse them again
     */
    record Counts(long held, long sent, long dropped, long refused) {}

    /**
     * @param bound readings and events that are held at most
     */
    Outbox(long bound, Connector connector) {
        this.bound = bound;
        this.connector = connector;
        thread.start();
    }

    synchronized void offer(Parcel parcel) {
        long weight = parcel.weight();
        if (weight == 0 || closing) {
            return;
        }
        while (held + weight > bound && !waiting.isEmpty()) {
            long oldest = waiting.removeFirst().weight();
            held -= oldest;
            dropped += oldest;
        }
        waiting.addLast(parcel);
        held += weight;
        notifyAll();
    }

    synchronized Counts counts() {
        return new Counts(held, sent, dropped, refused);
    }

    /** Whether the last attempt to send did not succeed. */
    boolean isFailing() {
        return failing;
    }

    /** Whether Kafka has taken something already, or could not be reached. */
    synchronized boolean hasTried() {
        return sent > 0 || failing;
    }

    /** Sends what it holds, for a bounded time. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            thread.join(CLOSE_PATIENCE.toMillis());
            thread.interrupt();
            thread.join(CLOSE_PATIENCE.toMillis());
        } catch (InterruptedException stopping) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        SignalSink sink = null;
        Duration pause = FIRST_PAUSE;
        try {
            while (awaitWork()) {
                try {
                    sink = sink == null ? connector.connect() : sink;
                    deliver(sink, take());
                    failing = false;
                    pause = FIRST_PAUSE;
                } catch (ExecutionException | RuntimeException unreachable) {
                    failing = true;
                    LOG.warn("Kafka takes nothing, next try in {}: {}", pause, unreachable.getMessage());
                    pause(pause);
                    pause = longer(pause);
                }
            }
        } catch (InterruptedException stopping) {
            LOG.info("stopped with {} readings unsent", counts().held());
        } finally {
            close(sink);
        }
    }

    private synchronized boolean awaitWork() throws InterruptedException {
        while (waiting.isEmpty() && !closing) {
            wait();
        }
        return !waiting.isEmpty();
    }

    private synchronized List<Parcel> take() {
        List<Parcel> taken = new ArrayList<>();
        while (!waiting.isEmpty() && taken.size() < PARCELS_AT_ONCE) {
            taken.add(waiting.removeFirst());
        }
        return taken;
    }

    /** Sends parcels; what failed goes back to the front. A parcel that was acknowledged in part is sent again: that is harmless. */
    private void deliver(SignalSink sink, List<Parcel> parcels) throws InterruptedException {
        List<CompletableFuture<Void>> answers =
                parcels.stream().map(parcel -> submit(sink, parcel)).toList();
        RuntimeException failure = null;
        for (int i = parcels.size() - 1; i >= 0; i--) { // backwards, so that the oldest ends up in front again
            failure = settle(parcels.get(i), answers.get(i), failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable RuntimeException settle(
            Parcel parcel, CompletableFuture<Void> answer, @Nullable RuntimeException failure)
            throws InterruptedException {
        try {
            answer.get(ANSWER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            settled(parcel, true);
            return failure;
        } catch (InterruptedException stopping) {
            giveBack(parcel);
            throw stopping;
        } catch (TimeoutException silent) {
            giveBack(parcel);
            return new CompletionException("no answer within " + ANSWER_PATIENCE, silent);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SinkUnavailable unavailable
                    && !unavailable.reason().isRetryable()) {
                LOG.error("Kafka refuses a beat, which is dropped: {}", unavailable.getMessage());
                settled(parcel, false);
                return failure;
            }
            giveBack(parcel);
            return new CompletionException(failed.getCause());
        }
    }

    private synchronized void settled(Parcel parcel, boolean acknowledged) {
        held -= parcel.weight();
        sent += acknowledged ? parcel.weight() : 0;
        refused += acknowledged ? 0 : parcel.weight();
    }

    private synchronized void giveBack(Parcel parcel) {
        waiting.addFirst(parcel);
    }

    private synchronized void pause(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toMillis(); left > 0 && !closing; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        if (closing) {
            throw new InterruptedException("closing while Kafka is away");
        }
    }

    private static CompletableFuture<Void> submit(SignalSink sink, Parcel parcel) {
        List<CompletableFuture<Void>> parts = new ArrayList<>();
        parts.add(sink.samples(parcel.samples()).toCompletableFuture());
        for (LifecycleEvent event : parcel.events()) {
            parts.add(sink.event(event).toCompletableFuture());
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private static void close(@Nullable SignalSink sink) {
        if (sink != null) {
            sink.close();
        }
    }
}
