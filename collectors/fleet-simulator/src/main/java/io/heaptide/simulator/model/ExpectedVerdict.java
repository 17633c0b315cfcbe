package io.heaptide.simulator.model;

import java.util.Locale;

/** The verdicts a detector may give; a {@link Shape} says which of them are right for it. */
public enum ExpectedVerdict {
    /** Too little seen to judge. */
    NOT_ENOUGH_DATA,
    /** Flat. */
    STEADY,
    /** Rising towards a level it will hold. */
    WARMING_UP,
    /** Risen, and at its bound. */
    PLATEAUED,
    /** Jumped once from one level to another. */
    STEP,
    /** Rising and falling around one level. */
    SAWTOOTH,
    /** Growing without end. */
    LEAKING;

    /** As verdicts are written in results. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
