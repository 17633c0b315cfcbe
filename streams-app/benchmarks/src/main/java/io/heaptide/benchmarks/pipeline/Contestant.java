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

    /** Bytes of its state as it is kept durably, uncompressed; 0 if it keeps none. */
    long stateBytes();

    @Override
    void close();
}
