package io.heaptide.core;

import java.util.OptionalDouble;

/**
 * When the limit is reached if growth goes on, as a range from the slope's interval.
 *
 * @param lowSeconds soonest, from the steepest slope that is plausible
 * @param highSeconds latest, from the flattest; empty if that one never gets there
 */
public record TimeToLimit(double lowSeconds, OptionalDouble highSeconds) {
    public TimeToLimit {
        if (!(lowSeconds >= 0)) {
            throw new IllegalArgumentException("lowSeconds must not be negative, got " + lowSeconds);
        }
        if (highSeconds.isPresent() && !(highSeconds.getAsDouble() >= lowSeconds)) {
            throw new IllegalArgumentException("highSeconds must be at least " + lowSeconds + ", got " + highSeconds);
        }
    }
}
