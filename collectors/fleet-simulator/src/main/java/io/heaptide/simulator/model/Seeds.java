package io.heaptide.simulator.model;

/** Independent random streams from one seed, by hashing: any value can be had without the ones before it. */
final class Seeds {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;
    /** Standard deviation of the sum of four uniform 16-bit numbers, in units of 2^16: sqrt(4 / 12). */
    private static final double IRWIN_HALL_DEVIATION = 0.5773502691896258;

    private Seeds() {}

    /** The seed of the {@code index}-th stream below {@code seed}: the SplitMix64 output function. */
    static long derive(long seed, long index) {
        long z = seed + (index + 1) * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A uniform number in [0, 1). */
    static double unit(long seed, long index) {
        return (derive(seed, index) >>> 11) * UNIT;
    }

    /** A number in [-1, 1), uniform. */
    static double signed(long seed, long index) {
        return 2 * unit(seed, index) - 1;
    }

    /** A nearly normal number, mean 0 and variance 1, within ±3.5: an Irwin-Hall sum needs no logarithm. */
    static double normal(long seed, long index) {
        long bits = derive(seed, index);
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum / 65536.0 - 2) / IRWIN_HALL_DEVIATION;
    }
}
