package io.heaptide.recordings;

import java.time.Instant;

/**
 * One sampled object that is still alive.
 *
 * @param path where it was allocated
 * @param type of what; empty if unknown
 * @param objectBytes its own size, 0 where the recording does not say
 * @param allocatedAt when
 */
public record Survivor(CallPath path, String type, long objectBytes, Instant allocatedAt) {

    public Survivor {
        if (objectBytes < 0) {
            throw new IllegalArgumentException("objectBytes must not be negative, got " + objectBytes);
        }
    }
}
