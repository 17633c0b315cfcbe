package io.heaptide.importers;

/**
 * Some objects: estimates of all of them, not of the samples.
 *
 * @param bytes of all objects together
 * @param count how many objects; 0 if the format does not say
 */
public record Amount(double bytes, double count) {

    public static final Amount NONE = new Amount(0, 0);

    public Amount {
        if (!(bytes >= 0 && bytes < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("bytes must be finite and not negative, got " + bytes);
        }
        if (!(count >= 0 && count < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("count must be finite and not negative, got " + count);
        }
    }

    /** Both together. */
    public Amount plus(Amount other) {
        return new Amount(bytes + other.bytes, count + other.count);
    }

    /** Each object standing for {@code factor} of them. */
    public Amount times(double factor) {
        return new Amount(bytes * factor, count * factor);
    }

    /** Whether there is nothing. */
    public boolean isNone() {
        return bytes == 0 && count == 0;
    }
}
