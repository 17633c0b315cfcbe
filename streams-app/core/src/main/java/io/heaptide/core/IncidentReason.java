package io.heaptide.core;

/** Why an incident changed state. Names are stable: they are stored and sent. */
public enum IncidentReason {
    /** The first suspect or leaking score of a service without an open incident. */
    FIRST_SUSPECT,
    /** Leaking without a suspect score before it. */
    FIRST_FIRING,
    /** A pending incident held long enough. */
    ESCALATED,
    /** People were called before it was known where in the code; now it is. The state stays firing. */
    SITE_NAMED,
    /** The concern went away and stayed away. */
    RECOVERED,
    /** A new version took over and does not leak. */
    NEW_VERSION,
    /** A pending incident whose concern went away before it fired. */
    SUBSIDED
}
