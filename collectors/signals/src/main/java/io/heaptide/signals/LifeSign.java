package io.heaptide.signals;

import io.heaptide.schemas.InstanceRef;

/**
 * What a metric tells of the life of an instance.
 *
 * @param instance whose
 * @param kind what of it
 * @param atMillis event time, epoch milliseconds
 * @param count as counted so far; for {@link Kind#TERMINATION}, whether it holds
 * @param text why its last process ended, as its source says it; empty if unknown
 */
public record LifeSign(InstanceRef instance, Kind kind, long atMillis, long count, String text) {

    /** What is told. */
    public enum Kind {
        /** how often its container was restarted */
        RESTARTS,
        /** how many of its processes were killed for want of memory */
        OOM_KILLS,
        /** how its last process ended */
        TERMINATION
    }
}
