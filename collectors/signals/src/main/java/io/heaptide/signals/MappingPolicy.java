package io.heaptide.signals;

import java.time.Duration;

/**
 * The bounds of what is taken from a sender.
 *
 * @param maxFutureSkew how far ahead of our clock an event time may be: beyond it the sender's clock is wrong, and one
 *     such reading would push stream time past everybody else's; Kafka itself refuses more than one hour
 * @param maxIdentityChars the longest identifying attribute; OpenTelemetry's own are below 300, and a cut identity
 *     would merge two instances, so longer ones are refused
 * @param maxLabelChars the longest label value; longer ones are cut, they identify nothing
 * @param maxSummaryChars text of one allocation summary; sites beyond it are cut off and the summary marked incomplete
 */
public record MappingPolicy(Duration maxFutureSkew, int maxIdentityChars, int maxLabelChars, int maxSummaryChars) {

    public MappingPolicy {
        if (maxFutureSkew.isNegative() || maxFutureSkew.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("maxFutureSkew must be in [0, 1h], got " + maxFutureSkew);
        }
        atLeast("maxIdentityChars", maxIdentityChars, 64);
        atLeast("maxLabelChars", maxLabelChars, 16);
        atLeast("maxSummaryChars", maxSummaryChars, 4096);
    }

    /** What production uses. */
    public static MappingPolicy defaults() {
        return new MappingPolicy(Duration.ofMinutes(10), 512, 256, 1 << 20);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
        }
    }
}
