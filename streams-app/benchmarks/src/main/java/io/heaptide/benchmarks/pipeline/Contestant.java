package io.heaptide.benchmarks.pipeline;

import java.util.Map;

/** One way to get samples judged. */
interface Contestant extends AutoCloseable {

    /** Begins to take samples; nothing was taken before. */
    void start();

    /** Samples taken so far. */
    long taken();

    /** Bytes sent to Kafka so far, compressed, by topic. */
    Map<String, Double> sentBytes();

    /**
     * Bytes of its state as it is kept durably, uncompressed; 0 if it keeps none. What was taken since the start becomes
     * durable with the first commit, which is awaited.
     */
    long stateBytes() throws InterruptedException;

    @Override
    void close();
}
