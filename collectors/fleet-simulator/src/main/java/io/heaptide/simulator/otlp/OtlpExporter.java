package io.heaptide.simulator.otlp;

import io.heaptide.simulator.model.FleetEvent;
import io.heaptide.simulator.model.FleetListener;
import io.heaptide.simulator.model.Life;
import io.heaptide.simulator.model.Signal;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/**
 * Sends what it hears, node by node as a collector on each node would: the requests of a node one after the other,
 * several nodes at once. When {@link #flush} returns, the receiver has taken everything heard before.
 */
public final class OtlpExporter implements FleetListener, AutoCloseable {

    private static final int NODES_AT_ONCE = 4;
    private static final int MAX_ITEMS_PER_REQUEST = 4_000; // some 400 kB: well below any receiver's bound
    private static final int MAX_BUFFERED_ITEMS = 100_000; // some 30 MB as objects

    private final OtlpHttpClient client;
    private final Instant origin;
    private final ResourceAttributes resources;
    private final Map<String, NodeOutbox> outboxes = new LinkedHashMap<>();
    private final ExecutorService senders = Executors.newFixedThreadPool(NODES_AT_ONCE, OtlpExporter::daemon);
    private int buffered;
    private SendCounts counts = SendCounts.NONE; // several senders count: guarded by this

    /**
     * An exporter for one fleet.
     *
     * @param endpoint the receiver's base address, such as {@code http://127.0.0.1:4318}
     * @param policy how patient it is
     * @param origin the instant that the fleet's time counts from
     * @param stop ends every wait between attempts
     * @param clock measures patience
     */
    public OtlpExporter(URI endpoint, RetryPolicy policy, Instant origin, StopSignal stop, InstantSource clock) {
        this.client = new OtlpHttpClient(endpoint, policy, stop, clock);
        this.origin = origin;
        this.resources = new ResourceAttributes(origin, "simulation");
    }

    @Override
    public void sample(Life life, Signal signal, long atEpochMillis, long usedBytes) {
        heard(outbox(life).add(life, signal, atEpochMillis, usedBytes));
    }

    @Override
    public void event(FleetEvent event) {
        outbox(event.life()).add(event);
        heard(1);
    }

    /**
     * Delivers all that was heard.
     *
     * @throws SendFailed if a request was refused or not taken in time
     */
    public void flush() {
        List<Future<?>> sending = new ArrayList<>();
        for (NodeOutbox outbox : outboxes.values()) {
            List<Outgoing> requests = outbox.drain();
            sending.add(senders.submit(() -> requests.forEach(this::send)));
        }
        buffered = 0;
        sending.forEach(OtlpExporter::await);
    }

    /** What became of everything so far. */
    public synchronized SendCounts counts() {
        return counts;
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }

    private void heard(int items) {
        buffered += items;
        if (buffered >= MAX_BUFFERED_ITEMS) {
            flush();
        }
    }

    private NodeOutbox outbox(Life life) {
        return outboxes.computeIfAbsent(
                life.slot().node(), node -> new NodeOutbox(origin, resources, MAX_ITEMS_PER_REQUEST));
    }

    private void send(Outgoing outgoing) {
        Answer.Accepted answer =
                client.deliver(outgoing.path(), outgoing.request(), () -> count(SendCounts::plusRetry));
        switch (outgoing.path()) {
            case METRICS -> count(before -> before.plusPoints(outgoing.items(), answer));
            case LOGS -> count(before -> before.plusEvents(outgoing.items(), answer));
        }
    }

    private synchronized void count(UnaryOperator<SendCounts> change) {
        counts = change.apply(counts);
    }

    private static void await(Future<?> sent) {
        try {
            sent.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof SendFailed known
                    ? known
                    : new SendFailed("sending failed: " + failed.getCause(), failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SendFailed("interrupted while sending", stopping);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "otlp-sender");
        thread.setDaemon(true);
        return thread;
    }
}
