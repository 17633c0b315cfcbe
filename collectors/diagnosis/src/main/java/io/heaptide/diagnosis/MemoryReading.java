package io.heaptide.diagnosis;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * How much memory an instance uses, and how much it may.
 *
 * @param at when it was read
 * @param usedBytes resident, without what the kernel can drop at once
 * @param requestBytes what the scheduler reserved for it, if it did
 * @param limitBytes where it is killed, if anywhere
 */
public record MemoryReading(Instant at, long usedBytes, OptionalLong requestBytes, OptionalLong limitBytes) {

    public MemoryReading {
        if (usedBytes < 0) {
            throw new IllegalArgumentException("usedBytes must not be negative, got " + usedBytes);
        }
        if (requestBytes.orElse(1) <= 0) {
            throw new IllegalArgumentException("requestBytes must be positive, got " + requestBytes.getAsLong());
        }
        if (limitBytes.orElse(1) <= 0) {
            throw new IllegalArgumentException("limitBytes must be positive, got " + limitBytes.getAsLong());
        }
    }

    /** Used of what was requested; 0 without a request. */
    double shareOfRequest() {
        return share(requestBytes);
    }

    /** Used of the limit; 0 without one. */
    double shareOfLimit() {
        return share(limitBytes);
    }

    private double share(OptionalLong bound) {
        return bound.isPresent() ? (double) usedBytes / bound.getAsLong() : 0;
    }
}
