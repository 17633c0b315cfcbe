package io.heaptide.benchmarks.detection;

import java.time.Duration;
import java.util.Optional;

/**
 * All that a detector may know of a case beforehand.
 *
 * @param pane the time base: a minute, or less where a whole run lasts minutes
 * @param scope what is judged
 * @param runLength how long the run lasts, empty in production: who chooses windows by hand has seen it, Heaptide never asks
 */
public record Setting(Duration pane, Scope scope, Optional<Duration> runLength) {
    /** Sampling is by the minute unless something else is said. */
    static final Duration USUAL_PANE = Duration.ofMinutes(1);

    /** What is judged. */
    public enum Scope {
        /** One instance, alone. */
        INSTANCE,
        /** A service, by all of its instances. */
        SERVICE
    }

    public Setting {
        if (pane.isNegative() || pane.isZero()) {
            throw new IllegalArgumentException("pane must be positive, got " + pane);
        }
    }
}
