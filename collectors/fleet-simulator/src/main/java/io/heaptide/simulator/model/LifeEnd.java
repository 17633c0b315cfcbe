package io.heaptide.simulator.model;

/** How a life of an instance ends. */
public enum LifeEnd {
    /** Killed at its memory limit. */
    OOM_KILLED,
    /** Replaced by a new version. */
    REPLACED,
    /** Done with its job. */
    COMPLETED,
    /** Nothing ends it. */
    NEVER
}
