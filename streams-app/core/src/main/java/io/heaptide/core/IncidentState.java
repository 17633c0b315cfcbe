package io.heaptide.core;

/** Where an incident is in its life. */
public enum IncidentState {
    /** Concern, not yet held for long enough to call people. */
    PENDING,
    /** People have been called. */
    FIRING,
    /** Over: recovered for long enough, or replaced by a version that does not leak. */
    RESOLVED
}
