package io.heaptide.signals.publish;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What a publisher did since it started. Submitted = acknowledged + failed + refused + held. */
public final class PublisherCounters {

    private final LongAdder acknowledgedReadings = new LongAdder();
    private final LongAdder failedReadings = new LongAdder();
    private final LongAdder refusedReadings = new LongAdder();
    private final LongAdder acknowledgedRecords = new LongAdder();
    private final LongAdder failedRecords = new LongAdder();
    private final AtomicLong heldReadings = new AtomicLong();
    private final AtomicLong failuresInARow = new AtomicLong();
    private volatile long lastFailureNanos;

    PublisherCounters() {}

    /** Readings (and sites and events) that Kafka acknowledged. */
    public long acknowledgedReadings() {
        return acknowledgedReadings.sum();
    }

    /** Readings that were sent or waiting, and not acknowledged. */
    public long failedReadings() {
        return failedReadings.sum();
    }

    /** Readings refused at once, because the buffer was full or closed. */
    public long refusedReadings() {
        return refusedReadings.sum();
    }

    /** Kafka records acknowledged. */
    public long acknowledgedRecords() {
        return acknowledgedRecords.sum();
    }

    /** Kafka records failed. */
    public long failedRecords() {
        return failedRecords.sum();
    }

    /** Readings held now: waiting for their flush or for their acknowledgement. */
    public long heldReadings() {
        return heldReadings.get();
    }

    /** Records that failed since the last one that did not. */
    public long failuresInARow() {
        return failuresInARow.get();
    }

    /** How long ago the last record failed; meaningful only after a failure. */
    Duration sinceLastFailure() {
        return Duration.ofNanos(System.nanoTime() - lastFailureNanos);
    }

    /**
     * Takes readings in if there is room. An empty buffer has room for any submission: one that is larger than the
     * bound could otherwise never be delivered.
     */
    boolean hold(long readings, long bound) {
        long before = heldReadings.getAndUpdate(held -> held == 0 || held + readings <= bound ? held + readings : held);
        boolean taken = before == 0 || before + readings <= bound;
        if (!taken) {
            refusedReadings.add(readings);
        }
        return taken;
    }

    void refuse(long readings) {
        refusedReadings.add(readings);
    }

    void acknowledged(long readings) {
        heldReadings.addAndGet(-readings);
        acknowledgedReadings.add(readings);
        acknowledgedRecords.increment();
        failuresInARow.set(0);
    }

    void failed(long readings) {
        heldReadings.addAndGet(-readings);
        failedReadings.add(readings);
        failedRecords.increment();
        lastFailureNanos = System.nanoTime();
        failuresInARow.incrementAndGet();
    }
}
