package io.heaptide.simulator.model;

import java.time.Instant;
import java.util.Optional;

/**
 * The truth about one service, for judging a detector.
 *
 * @param service which
 * @param leak what leaks, if it leaks
 */
public record ServiceLabel(SimulatedService service, Optional<LeakTruth> leak) {

    /**
     * The truth about a leak.
     *
     * @param faultStart when the first process begins to leak; may be before the fleet's origin
     * @param fillsLimitAt when the first of the processes it begins in is killed at its limit; empty if they all end otherwise
     * @param bytesPerHour lost by an average process
     * @param sinceVersion the first version with the fault, empty if all have it
     */
    public record LeakTruth(
            Instant faultStart, Optional<Instant> fillsLimitAt, double bytesPerHour, String sinceVersion) {}

    /** Whether the service leaks at some time. */
    public boolean leaks() {
        return leak.isPresent();
    }

    /** Whether the service leaks at an instant. */
    public boolean leaksAt(Instant at) {
        return leak.filter(truth -> !at.isBefore(truth.faultStart())).isPresent();
    }
}
