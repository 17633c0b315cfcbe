package io.heaptide.core;

import java.util.OptionalDouble;

/**
 * Room for growth above a base.
 *
 * @param bytes from the base to the limit; where the limit is far or unknown, a multiple of the base
 * @param toLimitBytes from the base to the limit itself, however far; as {@code bytes} where it is unknown
 */
record Headroom(double baseBytes, double bytes, double toLimitBytes) {
    /** However small the base, less than this share of the way to a known limit is not most of it. */
    private static final double FAR_SHARE = 0.25;

    static Headroom above(double baseBytes, OptionalDouble limit, double levels) {
        double assumed = levels * baseBytes;
        if (limit.isEmpty()) {
            return new Headroom(baseBytes, Math.max(1, assumed), Math.max(1, assumed));
        }
        double known = Math.max(1, limit.getAsDouble() - baseBytes);
        return new Headroom(baseBytes, Math.min(known, Math.max(assumed, FAR_SHARE * known)), known);
    }

    double shareUsedBy(double levelBytes) {
        return (levelBytes - baseBytes) / bytes;
    }
}
