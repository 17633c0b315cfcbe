package io.heaptide.signals.publish;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.DeadLetter;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to Kafka: collects the readings of all callers by bucket for one linger, then sends one columnar batch per
 * bucket. Memory is bounded by readings not yet acknowledged; beyond it a submission fails at once. Safe to share
 * between threads.
 */
public final class SamplePublisher implements SignalSink {

    /** A failure is forgotten after this: a load balancer that stops sending would otherwise wait for a success forever. */
    private static final Duration FAILURE_MEMORY = Duration.ofSeconds(15);

    private final PublisherConfig config;
    private final KafkaOutlet outlet;
    private final PublisherCounters counters = new PublisherCounters();
    private final ScheduledThreadPoolExecutor sender =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "heaptide-publisher"));
    private final Object lock = new Object();
    private final Map<Integer, OpenBatch> open = new HashMap<>(); // guarded by lock
    private boolean closed; // guarded by lock

    SamplePublisher(PublisherConfig config, Producer<byte[], byte[]> producer) {
        this.config = config;
        this.outlet = new KafkaOutlet(config, producer, counters);
        sender.setExecuteExistingDelayedTasksAfterShutdownPolicy(false); // close flushes by itself
    }

    /** A publisher with its own producer. */
    public static SamplePublisher connect(PublisherConfig config) {
        return new SamplePublisher(
                config,
                new KafkaProducer<>(config.producerProperties(), new ByteArraySerializer(), new ByteArraySerializer()));
    }

    @Override
    public CompletionStage<Void> samples(List<InstanceReadings> readings) {
        long count = readings.stream().mapToLong(one -> one.readings().size()).sum();
        if (count == 0) {
            return CompletableFuture.completedStage(null);
        }
        Submission submission = new Submission();
        List<OpenBatch> full = new ArrayList<>();
        synchronized (lock) {
            SinkUnavailable refusal = refusal(count);
            if (refusal != null) {
                return CompletableFuture.failedStage(refusal);
            }
            boolean nothingWaited = open.isEmpty();
            readings.forEach(one -> add(one, submission, full));
            if (nothingWaited) {
                scheduleFlush();
            }
            full.forEach(batch -> sender.execute(() -> outlet.send(batch)));
        }
        submission.partDone(null);
        return submission.done();
    }

    @Override
    public CompletionStage<Void> summary(AllocationSummary summary) {
        return direct(summary.getSites().size() + 1, submission -> outlet.send(summary, submission));
    }

    @Override
    public CompletionStage<Void> event(LifecycleEvent event) {
        return direct(1, submission -> outlet.send(event, submission));
    }

    /** Keeps a record that could not be used; the stage is as those of {@link SignalSink}. */
    public CompletionStage<Void> letter(DeadLetter letter) {
        return direct(1, submission -> outlet.send(letter, submission));
    }

    @Override
    public boolean isHealthy() {
        return counters.failuresInARow() == 0 || counters.sinceLastFailure().compareTo(FAILURE_MEMORY) > 0;
    }

    /** What happened so far. */
    public PublisherCounters counters() {
        return counters;
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            sender.execute(this::flush);
        }
        long halfMillis = config.closeTimeout().toMillis() / 2;
        sender.shutdown();
        try {
            if (!sender.awaitTermination(halfMillis, TimeUnit.MILLISECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException stopping) {
            sender.shutdownNow();
            Thread.currentThread().interrupt();
        }
        outlet.close(halfMillis);
    }

    private CompletionStage<Void> direct(long weight, Consumer<Submission> send) {
        Submission submission = new Submission();
        submission.expectPart();
        synchronized (lock) {
            SinkUnavailable refusal = refusal(weight);
            if (refusal != null) {
                return CompletableFuture.failedStage(refusal);
            }
            sender.execute(() -> send.accept(submission));
        }
        submission.partDone(null);
        return submission.done();
    }

    private @Nullable SinkUnavailable refusal(long readings) {
        if (closed) {
            counters.refuse(readings);
            return new SinkUnavailable(SinkUnavailable.Reason.CLOSED, "the publisher is closing");
        }
        if (!counters.hold(readings, config.maxBufferedReadings())) {
            return new SinkUnavailable(
                    SinkUnavailable.Reason.BUFFER_FULL,
                    counters.heldReadings() + " readings wait for Kafka, room is for " + config.maxBufferedReadings());
        }
        return null;
    }

    private void add(InstanceReadings one, Submission submission, List<OpenBatch> full) {
        int bucket = one.bucket();
        InstanceRef instance = one.instance();
        List<Reading> rest = one.readings();
        while (!rest.isEmpty()) {
            OpenBatch batch = open.computeIfAbsent(bucket, number -> new OpenBatch(number, System.nanoTime()));
            int taken = batch.add(instance, rest, submission, config.maxBatchBytes());
            rest = rest.subList(taken, rest.size());
            if (!rest.isEmpty()) {
                open.remove(bucket);
                full.add(batch);
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flush tells every failure to the submissions it concerns
    private void scheduleFlush() {
        sender.schedule(this::flush, config.linger().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void flush() {
        List<OpenBatch> batches;
        synchronized (lock) {
            batches = new ArrayList<>(open.values());
            open.clear();
        }
        batches.forEach(outlet::send);
    }
}
