package io.heaptide.simulator.model;

/** Hears what a fleet does. */
public interface FleetListener {

    /**
     * A reading.
     *
     * @param life whose
     * @param signal of what
     * @param atEpochMillis when
     * @param usedBytes how much, never above the limit
     */
    void sample(Life life, Signal signal, long atEpochMillis, long usedBytes);

    /** A life begins or ends, or a version is rolled out. */
    void event(FleetEvent event);
}
