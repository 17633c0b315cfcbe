package io.heaptide.core;

/** What a series, an instance or a service looks like. The order is that of concern: later ones matter more to people. */
public enum Verdict {
    /** Too few panes or too short a life to say anything. */
    NOT_ENOUGH_DATA,
    /** No growth worth a word. */
    STEADY,
    /** Growing, but ever more slowly, early in a life: caches fill, classes load. */
    WARMING_UP,
    /** Grew earlier in this life and has stopped well below any limit. */
    PLATEAUED,
    /** Growth explained by a single jump. */
    STEP,
    /** Use swings with collections or load, its floor does not rise. */
    SAWTOOTH,
    /** The floor rises steadily, but not yet for long enough, or not yet by enough. */
    SUSPECT,
    /** The floor rises and keeps rising, by an amount that matters: the alarm. */
    LEAKING;

    /** Whether this verdict speaks of growth that has not been explained away. */
    public boolean isConcern() {
        return this == SUSPECT || this == LEAKING;
    }
}
