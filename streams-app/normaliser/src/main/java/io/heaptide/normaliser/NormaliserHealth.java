package io.heaptide.normaliser;

import java.util.Map;

/**
 * The normaliser at one moment.
 *
 * @param state how it is doing
 * @param problem what the last attempt failed on, empty if it did not
 * @param lag records that Kafka has and that were not read yet, as far as the consumers know
 * @param records records whose readings are safe, dropped ones included
 * @param readings readings published from them
 * @param ignoredPoints data points that are no memory signal
 * @param rejectedPoints data points of memory metrics that could not be used, by reason
 * @param dropped records that gave nothing, by reason
 */
public record NormaliserHealth(
        State state,
        String problem,
        long lag,
        long records,
        long readings,
        long ignoredPoints,
        Map<String, Long> rejectedPoints,
        Map<String, Long> dropped) {

    /** How it is doing. */
    public enum State {
        STARTING,
        RUNNING,
        /** Kafka does not take or give; nothing is lost meanwhile */
        RETRYING,
        /** a fault of ours stopped it */
        FAILED,
        STOPPED
    }

    public NormaliserHealth {
        rejectedPoints = Map.copyOf(rejectedPoints);
        dropped = Map.copyOf(dropped);
    }

    /** Whether nothing stands in its way. */
    public boolean isHealthy() {
        return state == State.RUNNING;
    }

    /** Whether it is beyond retrying. */
    public boolean hasFailed() {
        return state == State.FAILED;
    }
}
