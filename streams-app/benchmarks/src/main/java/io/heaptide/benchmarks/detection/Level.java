package io.heaptide.benchmarks.detection;

/** How worried a detector is, least first. */
public enum Level {
    /** Nothing to tell anybody. */
    CLEAR,
    /** Worth watching. */
    SUSPECT,
    /** A leak: somebody is told. */
    ALARM
}
