package io.heaptide.core;

/**
 * Byte counts in 16 bits on a logarithmic scale: the exponent and ten bits of the mantissa of a {@code float}, exact to
 * one part in 2,048 from 1 byte to 16 EiB. Codes are in the order of what they stand for, so the least of some is the code
 * of the least, and doubling the bytes always adds the same.
 */
final class FloorCode {
    /** Of no reading. */
    static final char NONE = 0;

    private static final int DROPPED_BITS = 13;
    private static final int ONE = Float.floatToRawIntBits(1);

    private FloorCode() {}

    static char of(float bytes) {
        int beyondOne = Float.floatToRawIntBits(Math.max(1, bytes)) - ONE + (1 << (DROPPED_BITS - 1));
        return (char) Math.min(Character.MAX_VALUE, 1 + (beyondOne >> DROPPED_BITS));
    }

    /** What a code stands for, NaN for {@link #NONE}. */
    static float bytes(char code) {
        return code == NONE ? Float.NaN : Float.intBitsToFloat(ONE + ((code - 1) << DROPPED_BITS));
    }
}
