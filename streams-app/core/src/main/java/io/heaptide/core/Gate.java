package io.heaptide.core;

/**
 * One machine-readable reason: a check with its value and its threshold.
 *
 * @param name kebab-case, with its unit where it has one
 */
public record Gate(String name, double value, double threshold, boolean passed) {
    /** A gate that asks for at least the threshold. */
    static Gate atLeast(String name, double value, double threshold) {
        return new Gate(name, value, threshold, value >= threshold);
    }

    /** A gate that allows at most the threshold. */
    static Gate atMost(String name, double value, double threshold) {
        return new Gate(name, value, threshold, value <= threshold);
    }

    /** The same with seven digits of its numbers: enough to be shown, and half the bytes to be kept. */
    Gate rounded() {
        return new Gate(name, Reals.rounded(value), Reals.rounded(threshold), passed);
    }
}
